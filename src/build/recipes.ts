import type { AnyNode, ObjectExpression } from 'acorn'
import type { Module } from './module.js'
import { staticName, walk } from './walk.js'

export interface RecipeCalls {
  /** The object literals given to `defineRecipe`. */
  readonly literals: readonly ObjectExpression[]
  /** Where `defineRecipe` is given something else, which cannot be taken apart. */
  readonly opaque: readonly number[]
}

/** What `defineRecipe` is given in a module. */
export function recipeCalls(module: Module): RecipeCalls {
  const literals: ObjectExpression[] = []
  const opaque: number[] = []
  const isDefineRecipe = localNames(module)
  walk(module.ast, (node) => {
    if (node.type !== 'CallExpression' || !isDefineRecipe(node.callee)) return
    const [recipe] = node.arguments
    if (recipe?.type === 'ObjectExpression') literals.push(recipe)
    else opaque.push(node.start)
  })
  return { literals, opaque }
}

/** Tells what is called `defineRecipe` here: `defineRecipe`, another name for it, `ledge.defineRecipe`. */
function localNames(module: Module): (callee: AnyNode) => boolean {
  const names = new Set<string>()
  const namespaces = new Set<string>()
  for (const node of module.ast.body) {
    if (node.type !== 'ImportDeclaration' || node.source.value !== 'ledge') continue
    for (const specifier of node.specifiers) {
      if (specifier.type === 'ImportNamespaceSpecifier') namespaces.add(specifier.local.name)
      if (specifier.type !== 'ImportSpecifier') continue
      const { imported, local } = specifier
      if (imported.type === 'Identifier' && imported.name === 'defineRecipe') names.add(local.name)
    }
  }
  return (callee) => {
    if (callee.type === 'Identifier') return names.has(callee.name)
    if (callee.type !== 'MemberExpression' || callee.object.type !== 'Identifier') return false
    return namespaces.has(callee.object.name) && staticName(callee) === 'defineRecipe'
  }
}
