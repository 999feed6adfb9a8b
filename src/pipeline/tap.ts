import type { Trigger } from '../event.js'
import type { Context } from '../triggers/context.js'
import { combine } from './invoke.js'
import type { Middleware } from './middleware.js'
import { isThenable } from './outcome.js'

/**
 * A middleware that does something and goes on, without an answer of its own.
 *
 * @example
 * ```ts
 * app.viewerRequest(tap((ctx) => ctx.request.headers.delete('x-debug')))
 * ```
 */
export function tap<T extends Trigger, Params = Record<never, never>>(
  act: (ctx: Context<T, Params>) => unknown,
): Middleware<T, Params> {
  return combine(function tap(ctx, next) {
    const done = act(ctx as unknown as Context<T, Params>)
    return isThenable(done) ? Promise.resolve(done).then(next) : next()
  }, [])
}
