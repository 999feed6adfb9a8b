import type { AnyNode, ObjectExpression } from 'acorn'
import type { Range } from './calls.js'
import type { Module } from './module.js'
import { staticName, walk } from './walk.js'

export interface RecipeCalls {
  /** The object literals given to `defineRecipe`, and those that are spread in them on a condition. */
  readonly literals: readonly ObjectExpression[]
  /** Where `defineRecipe` is given something else, which cannot be taken apart. */
  readonly opaque: readonly number[]
  /** Calls of `checkOptions` as statements of their own: options were checked when the app was loaded. */
  readonly checks: readonly Range[]
}

/** What `defineRecipe` is given in a module, and what is checked there. */
export function recipeCalls(module: Module): RecipeCalls {
  const literals: ObjectExpression[] = []
  const opaque: number[] = []
  const checks: Range[] = []
  const isDefineRecipe = calleeOf(module, 'defineRecipe', 'ledge')
  const isCheckOptions = calleeOf(module, 'checkOptions', 'ledge/recipe-kit')
  walk(module.ast, (node, around) => {
    if (node.type !== 'CallExpression') return
    if (isDefineRecipe(node.callee)) {
      const [recipe] = node.arguments
      if (recipe?.type === 'ObjectExpression') literals.push(recipe, ...spreadIn(recipe))
      else opaque.push(node.start)
    }
    const [list, statement] = around.slice(-2)
    const isStatement =
      statement?.type === 'ExpressionStatement' && /^(Program|BlockStatement)$/.test(list!.type)
    if (isStatement && isCheckOptions(node.callee)) checks.push(statement)
  })
  return { literals, opaque, checks }
}

/** `{ …: 1 }` in `...(condition && { …: 1 })` and `...(condition ? { …: 1 } : { …: 2 })`. */
function spreadIn({ properties }: ObjectExpression): ObjectExpression[] {
  return properties.flatMap((property) => {
    if (property.type !== 'SpreadElement') return []
    const { argument } = property
    const parts =
      argument.type === 'LogicalExpression'
        ? [argument.right]
        : argument.type === 'ConditionalExpression'
          ? [argument.consequent, argument.alternate]
          : [argument]
    return parts.flatMap((part) =>
      part.type === 'ObjectExpression' ? [part, ...spreadIn(part)] : [],
    )
  })
}

/** Tells what is called `name` here: that name, another one for it, or `namespace.name`. */
function calleeOf(module: Module, name: string, from: string): (callee: AnyNode) => boolean {
  const names = new Set<string>()
  const namespaces = new Set<string>()
  for (const node of module.ast.body) {
    if (node.type !== 'ImportDeclaration' || node.source.value !== from) continue
    for (const specifier of node.specifiers) {
      if (specifier.type === 'ImportNamespaceSpecifier') namespaces.add(specifier.local.name)
      if (specifier.type !== 'ImportSpecifier') continue
      const { imported, local } = specifier
      if (imported.type === 'Identifier' && imported.name === name) names.add(local.name)
    }
  }
  return (callee) => {
    if (callee.type === 'Identifier') return names.has(callee.name)
    if (callee.type !== 'MemberExpression' || callee.object.type !== 'Identifier') return false
    return namespaces.has(callee.object.name) && staticName(callee) === name
  }
}
