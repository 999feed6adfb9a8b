import { needsOf } from '#needs'
import type { Reply } from '../message/reply.js'
import type { ContextBase } from '../triggers/base.js'
import type { AnyMiddleware, AnyNext } from './middleware.js'
import { isThenable, nextTwice, type Outcome, outcomeOf, type Passed } from './outcome.js'

/** Runs a middleware inside another, with the checks that the chain makes. */
export function invoke(
  run: AnyMiddleware,
  ctx: ContextBase,
  next: AnyNext,
): Passed | Reply | Promise<Passed | Reply> {
  const name = run.name || 'a middleware'
  let called = false
  const outcome = run(ctx, () => {
    if (called) throw nextTwice(name)
    called = true
    return next()
  })
  return isThenable(outcome)
    ? outcome.then((value) => outcomeOf(value, name))
    : outcomeOf(outcome, name)
}

type Combined = (ctx: ContextBase, next: AnyNext) => Outcome | Promise<Outcome>

/** A middleware made of others: it needs what they need. */
export function combine<M>(run: Combined, parts: readonly unknown[]): M {
  return Object.assign(run, { needs: needsOf(parts as readonly AnyMiddleware[]) }) as M
}
