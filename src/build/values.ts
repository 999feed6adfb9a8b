import type { AnyNode } from 'acorn'
import type { Range } from './calls.js'
import type { Module } from './module.js'
import { nameOf, walk } from './walk.js'

/** What stands behind `const name =` at the top of a module, where making it is some work. */
export interface NamedValue extends Range {
  /** Which value it is, among all in the project. */
  readonly id: string
  readonly name: string
  /** The names under which other modules can import it. */
  readonly exportedAs: readonly string[]
}

export function namedValues({ path, ast }: Module): NamedValue[] {
  const exported = exportedNames(ast)
  return ast.body.flatMap((statement) => {
    const direct = statement.type === 'ExportNamedDeclaration'
    const node = direct ? statement.declaration : statement
    if (node?.type !== 'VariableDeclaration') return []
    return node.declarations.flatMap(({ id, init }) => {
      if (id.type !== 'Identifier' || !init || !takesWork(init)) return []
      const { name } = id
      const { start, end } = init
      const exportedAs = [...(direct ? [name] : []), ...(exported.get(name) ?? [])]
      return { id: `${path}:${start}`, name, start, end, exportedAs }
    })
  })
}

/** The names in a module. */
export interface Names {
  /** Those of variables that it reads or writes; declaring or exporting one is neither. */
  readonly variables: ReadonlySet<string>
  /** Those, and the names of properties: all that it may mean a variable of another module by. */
  readonly all: ReadonlySet<string>
}

export function namesIn({ ast }: Module): Names {
  const variables = new Set<string>()
  const all = new Set<string>()
  walk(ast, (node, around) => {
    if (node.type === 'ImportDefaultSpecifier') all.add('default')
    if (node.type !== 'Identifier') return
    const parent = around.at(-1)
    if (parent?.type === 'ExportSpecifier') return
    if (parent?.type === 'VariableDeclarator' && parent.id === node) return
    all.add(node.name)
    if (!parent || !isNameOfProperty(node, parent)) variables.add(node.name)
  })
  return { variables, all }
}

function isNameOfProperty(node: AnyNode, parent: AnyNode): boolean {
  if (!('computed' in parent) || parent.computed) return false
  if (parent.type === 'MemberExpression') return parent.property === node
  return parent.key === node && !(parent.type === 'Property' && parent.shorthand)
}

/** What `import 'name'` names: modules imported for what they do. */
export function bareImports({ ast }: Module): string[] {
  return ast.body.flatMap((node) =>
    node.type === 'ImportDeclaration' && node.specifiers.length === 0
      ? [String(node.source.value)]
      : [],
  )
}

/** Not what costs nothing, nor what `await` ties to its place. */
function takesWork(init: AnyNode): boolean {
  if (/^(Literal|Identifier|(Arrow)?FunctionExpression|ClassExpression)$/.test(init.type)) {
    return false
  }
  let waits = false
  walk(init, (node, around) => {
    const inFunction = around.some(({ type }) => type.endsWith('FunctionExpression'))
    if (node.type === 'AwaitExpression' && !inFunction) waits = true
  })
  return !waits
}

/** By local name, what `export { name as other }` exports it as. */
function exportedNames(ast: Module['ast']): Map<string, string[]> {
  const names = new Map<string, string[]>()
  for (const node of ast.body) {
    if (node.type !== 'ExportNamedDeclaration' || node.source) continue
    for (const { local, exported } of node.specifiers) {
      const name = nameOf(local)
      names.set(name, [...(names.get(name) ?? []), nameOf(exported)])
    }
  }
  return names
}
