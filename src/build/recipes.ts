import type { AnyNode, ObjectExpression } from 'acorn'
import type { Range } from './calls.js'
import type { Module } from './module.js'
import { staticName, walk } from './walk.js'

export interface RecipeCalls {
  /** The object literals given to `defineRecipe`, and those that are spread in them on a condition. */
  readonly literals: readonly ObjectExpression[]
  /** Where `defineRecipe` is given something else, which cannot be taken apart. */
  readonly opaque: readonly number[]
  /** Calls that check options, as statements of their own: that was done when the app was loaded. */
  readonly checks: readonly Range[]
  readonly reads: readonly PartRead[]
}

/** A place where an object is asked for what a recipe calls a part: `recipe.originRequest`. */
export interface PartRead {
  readonly start: number
  readonly part: string
  /** Where the call begins that it is the method of, if it is one. */
  readonly call: number | undefined
}

/** What `defineRecipe` is given in a module, and what is checked there. */
export function recipeCalls(module: Module): RecipeCalls {
  const literals: ObjectExpression[] = []
  const opaque: number[] = []
  const checks: Range[] = []
  const isDefineRecipe = calleeOf(module, 'defineRecipe', 'ledge')
  const checkers = ['checkOptions', 'refuseOptions'].map((name) =>
    calleeOf(module, name, 'ledge/recipe-kit'),
  )
  const reads: PartRead[] = []
  walk(module.ast, (node, around) => {
    const part = partRead(node, around)
    if (part) reads.push(part)
    if (node.type !== 'CallExpression') return
    if (isDefineRecipe(node.callee)) {
      const [recipe] = node.arguments
      if (recipe?.type === 'ObjectExpression') literals.push(recipe, ...spreadIn(recipe))
      else opaque.push(node.start)
    }
    const [list, statement] = around.slice(-2)
    const isStatement =
      statement?.type === 'ExpressionStatement' && /^(Program|BlockStatement)$/.test(list!.type)
    if (isStatement && checkers.some((isIt) => isIt(node.callee))) checks.push(statement)
  })
  return { literals, opaque, checks, reads }
}

/**
 * Not where a recipe has it from another as its own part of that name: it goes or stays with that. Nor
 * where it is the condition of what is spread, such as an option of that name.
 */
function partRead(node: AnyNode, around: readonly AnyNode[]): PartRead | undefined {
  const [grandparent, parent] = around.slice(-2)
  if (node.type === 'MemberExpression') {
    const part = staticName(node)
    if (part === undefined || !parts.has(part)) return undefined
    const isOwn = around.some((one) => one.type === 'Property' && staticName(one) === part)
    const isCall = parent?.type === 'CallExpression' && parent.callee === node
    const isCondition =
      grandparent?.type === 'SpreadElement' && /^(Logical|Conditional)/.test(parent!.type)
    return isOwn || isCondition
      ? undefined
      : { start: node.start, part, call: isCall ? parent.start : undefined }
  }
  if (node.type !== 'Property' || parent?.type !== 'ObjectPattern') return undefined
  const part = staticName(node)
  if (part === undefined || !parts.has(part) || isHandlers(grandparent)) return undefined
  return { start: node.start, part, call: undefined }
}

const parts = new Set(['viewerRequest', 'originRequest', 'originResponse', 'viewerResponse'])

/** `{ viewerRequest } = app.handlers()`. */
function isHandlers(node: AnyNode | undefined): boolean {
  if (node?.type !== 'VariableDeclarator' || node.init?.type !== 'CallExpression') return false
  const { callee } = node.init
  return callee.type === 'MemberExpression' && staticName(callee) === 'handlers'
}

export function hasPart({ properties }: ObjectExpression, part: string): boolean {
  return properties.some((item) => item.type === 'Property' && staticName(item) === part)
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
