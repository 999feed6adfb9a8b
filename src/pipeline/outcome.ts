import { EdgeError, show } from '../error.js'
import { errorReply, Reply } from '../message/reply.js'

/**
 * What `next()` gave: the message goes on, or a step further down has answered, which `isReply` tells.
 * Only `next()` gives one: a middleware cannot let anything through by itself.
 */
export class Passed {
  /** Makes the type nominal: an object that looks like this one is none. */
  protected readonly passed = true
}

/** @internal */
export const passed: Passed = /* @__PURE__ */ new Passed()

/**
 * What a middleware returns: what `next()` gave, or an answer of its own. A refusal such as
 * `forbidden()` is an answer too; the steps outside see it as a Reply.
 */
export type Outcome = Passed | Reply | EdgeError

/**
 * Whether an outcome of `next()` is an answer rather than a message that goes on.
 *
 * @example
 * ```ts
 * app.viewerRequest(async (_ctx, next) => {
 *   const outcome = await next()
 *   if (isReply(outcome)) outcome.headers.set('x-answered-at', 'edge')
 *   return outcome
 * })
 * ```
 */
export function isReply(outcome: Outcome): outcome is Reply {
  return outcome instanceof Reply
}

/** @internal */
export function isThenable<T>(value: T | PromiseLike<T>): value is PromiseLike<T> {
  return typeof (value as { then?: unknown } | null | undefined)?.then === 'function'
}

/** What a middleware returned, as the steps outside see it. @internal */
export function outcomeOf(value: unknown, name: string): Passed | Reply {
  if (value === passed || value instanceof Reply) return value as Passed | Reply
  if (value instanceof EdgeError && value.reply) return errorReply(value.reply)
  throw new EdgeError(
    'no-outcome',
    `Expected ${name} to return next() or a reply, got ${show(value)}. To let the message pass, write \`return next()\`.`,
  )
}

/** @internal */
export function nextTwice(name: string): EdgeError {
  return new EdgeError(
    'next-twice',
    `${name} called next() twice: the rest of the chain runs once.`,
  )
}
