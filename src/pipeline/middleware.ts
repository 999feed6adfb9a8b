import type { Trigger } from '../event.js'
import type { ContextBase } from '../triggers/base.js'
import type { Context } from '../triggers/context.js'
import type { Needs } from './needs.js'
import type { Outcome, Passed } from './outcome.js'

/** viewer-response cannot answer: what came of the rest goes on. */
type OutcomeIn<T extends Trigger> = 'viewer-response' extends T
  ? Passed | Promise<Passed>
  : Outcome | Promise<Outcome>

/** Runs the rest of the chain. To be called at most once, and its outcome returned. */
export type Next = () => Passed | Promise<Passed>

/**
 * One step of the pipeline: it returns `next()`, or an answer.
 *
 * It may be async, and it may work on the way back: `const outcome = await next()`. What a step
 * further down throws rejects `next()`.
 */
export interface Middleware<T extends Trigger = Trigger, Params = Record<never, never>> {
  (ctx: Context<T, Params>, next: Next): OutcomeIn<T>
  /** What CloudFront must be told so that it works. */
  readonly needs?: Needs
}

/** A middleware as the pipeline runs it, whatever its trigger. @internal */
export interface AnyMiddleware {
  (ctx: ContextBase, next: AnyNext): Outcome | Promise<Outcome>
  readonly needs?: Needs
}

/** The `next` that the pipeline gives to it. @internal */
export type AnyNext = () => Outcome | Promise<Outcome>
