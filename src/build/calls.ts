import type { AnyNode, CallExpression, Pattern } from 'acorn'
import type { Module } from './module.js'
import { staticName, walk } from './walk.js'

export interface Range {
  readonly start: number
  readonly end: number
}

/** A call of a method that an app has too. Only running it tells whether it is an app's. */
export interface MethodCall extends Range {
  /** Which call it is, among all in the project. */
  readonly id: string
  /** `undefined` where the name is computed. */
  readonly method: string | undefined
  /** Between the object and the arguments: `.method(` or `[expression](`. */
  readonly access: Range
  /** What computes the name. */
  readonly key: Range | undefined
  /** `undefined` where positions say nothing, for a spread, or where a list of its own is among them. */
  readonly args: readonly Range[] | undefined
  /** Where the result is taken apart into variables: `{ viewerRequest, ...others } = app.handlers()`. */
  readonly declarator: (Range & { readonly names: readonly PatternName[] }) | undefined
}

/** A variable that something is taken apart into. */
export interface PatternName {
  readonly name: string
  /** Whether it takes what the others leave, as an object. */
  readonly isRest: boolean
}

/** The methods of an app that the build has an eye on. */
const methods = new Set([
  'viewerRequest',
  'originRequest',
  'originResponse',
  'viewerResponse',
  'use',
  'mount',
  'onReply',
  'onError',
  'handler',
  'handlers',
])

/** The calls in a module that may be calls of an app's methods, outer ones first. */
export function methodCalls(module: Module): MethodCall[] {
  const calls: MethodCall[] = []
  walk(module.ast, (node, around) => {
    const call = node.type === 'CallExpression' && methodCall(module, node, around.at(-1))
    if (call) calls.push(call)
  })
  return calls
}

function methodCall(
  { path, code }: Module,
  node: CallExpression,
  parent: AnyNode | undefined,
): MethodCall | undefined {
  const { callee } = node
  if (callee.type !== 'MemberExpression' || callee.object.type === 'Super') return undefined
  // Where there may be no app, `app?.use()`, there is nothing to watch: such a call stays.
  if (node.optional || callee.optional || callee.property.type === 'PrivateIdentifier') {
    return undefined
  }
  const method = staticName(callee)
  if (method !== undefined && !methods.has(method)) return undefined
  const { property } = callee
  return {
    id: `${path}:${node.start}`,
    method,
    start: node.start,
    end: node.end,
    // esbuild printed this code: nothing stands between an object, the dot, the name and the `(`.
    access: { start: property.start - 1, end: code.indexOf('(', callee.end) + 1 },
    key: method === undefined ? property : undefined,
    args: node.arguments.some(({ type }) => /^(Spread|Sequence)/.test(type))
      ? undefined
      : node.arguments,
    declarator:
      parent?.type === 'VariableDeclarator' && parent.id.type === 'ObjectPattern'
        ? { start: parent.start, end: parent.end, names: namesIn(parent.id) }
        : undefined,
  }
}

function namesIn(pattern: Pattern, isRest = false): PatternName[] {
  switch (pattern.type) {
    case 'Identifier':
      return [{ name: pattern.name, isRest }]
    case 'AssignmentPattern':
      return namesIn(pattern.left)
    case 'ObjectPattern':
      return pattern.properties.flatMap((property) =>
        property.type === 'Property' ? namesIn(property.value) : namesIn(property.argument, true),
      )
    default:
      return []
  }
}
