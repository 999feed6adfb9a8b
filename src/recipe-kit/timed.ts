import type { Trigger } from '../event.js'
import { combine, invoke } from '../pipeline/invoke.js'
import type { AnyMiddleware, Middleware } from '../pipeline/middleware.js'
import type { Context } from '../triggers/context.js'
import { stopwatch } from './stopwatch.js'

/**
 * The same step, which tells how many milliseconds it took itself: the time of `next()` is not counted.
 * It tells so where the step throws, too.
 *
 * @example
 * ```ts
 * app.viewerRequest(timed(readProfile, (ms, ctx) => ctx.log.debug('profile', { ms })))
 * ```
 */
export function timed<T extends Trigger, Params = Record<never, never>>(
  step: Middleware<T, Params>,
  tell: (ms: number, ctx: Context<T, Params>) => void,
): Middleware<T, Params> {
  const run = step as unknown as AnyMiddleware
  return combine(
    async function timed(ctx, next) {
      const elapsed = stopwatch()
      let behind = 0
      const onward = async (): Promise<Awaited<ReturnType<typeof next>>> => {
        const rest = stopwatch()
        try {
          return await next()
        } finally {
          behind = rest()
        }
      }
      try {
        return await invoke(run, ctx, onward)
      } finally {
        tell(Math.max(0, elapsed() - behind), ctx as unknown as Context<T, Params>)
      }
    },
    [step],
  )
}
