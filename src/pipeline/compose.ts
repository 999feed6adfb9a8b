import type { Trigger } from '../event.js'
import type { ContextBase } from '../triggers/base.js'
import { combine, invoke } from './invoke.js'
import type { AnyMiddleware, AnyNext, Middleware } from './middleware.js'
import type { Outcome } from './outcome.js'

/**
 * Several middlewares as one, which run in order.
 *
 * @example
 * ```ts
 * const members = compose(requireLogin, requireMembership)
 * app.viewerRequest('/club{/*rest}', members)
 * ```
 */
export function compose<T extends Trigger, Params = Record<never, never>>(
  ...middlewares: Middleware<T, Params>[]
): Middleware<T, Params> {
  const steps = middlewares as unknown as readonly AnyMiddleware[]
  return combine(function composed(ctx, next) {
    return runFrom(0, ctx, next)
  }, middlewares)

  function runFrom(at: number, ctx: ContextBase, next: AnyNext): Outcome | Promise<Outcome> {
    const step = steps[at]
    return step ? invoke(step, ctx, () => runFrom(at + 1, ctx, next)) : next()
  }
}
