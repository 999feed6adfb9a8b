import type { AnyNode, Identifier, Literal, Node } from 'acorn'

/** Calls `visit` with every node, outer ones first, and with the nodes around it, the nearest last. */
export function walk(root: Node, visit: (node: AnyNode, around: readonly AnyNode[]) => void): void {
  const around: AnyNode[] = []
  const enter = (node: AnyNode): void => {
    visit(node, around)
    around.push(node)
    for (const value of Object.values(node)) {
      for (const child of Array.isArray(value) ? value : [value]) if (isNode(child)) enter(child)
    }
    around.pop()
  }
  enter(root as AnyNode)
}

/** The name by which a property is read or defined, unless it is computed when the code runs. */
export function staticName(
  owner: Extract<AnyNode, { type: 'MemberExpression' | 'Property' }>,
): string | undefined {
  const key = owner.type === 'Property' ? owner.key : owner.property
  if (key.type === 'Literal') return String(key.value)
  return !owner.computed && key.type === 'Identifier' ? key.name : undefined
}

/** What an import or export specifier calls something: a name, or a text. */
export function nameOf(node: Identifier | Literal): string {
  return node.type === 'Identifier' ? node.name : String(node.value)
}

function isNode(value: unknown): value is AnyNode {
  return typeof value === 'object' && value !== null && 'type' in value && 'start' in value
}
