import { EdgeError, unexpected } from '../error.js'
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

/** An outcome with every refusal as its reply. @internal */
export type Settled = Passed | Reply

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
export function outcomeOf(value: unknown, name: string): Settled {
  if (value === passed || value instanceof Reply) return value as Settled
  const answer = answerIn(value)
  if (answer) return answer
  throw unexpected('no-outcome', `${name} to \`return next()\` or a reply`, value)
}

/** The answer that an error carries, if it is one that does. @internal */
export function answerIn(error: unknown): Reply | undefined {
  return error instanceof EdgeError && error.reply ? errorReply(error.reply) : undefined
}

/** @internal */
export function nextTwice(name: string): EdgeError {
  return new EdgeError('next-twice', `${name} called next() twice.`)
}
