import { EdgeError } from '../error.js'
import type { Trigger } from '../event.js'
import { combine, invoke } from './invoke.js'
import type { AnyMiddleware, Middleware } from './middleware.js'
import type { Outcome } from './outcome.js'

/**
 * A middleware that is a nicety: what it throws is logged, its changes are undone, and the request
 * goes on without it.
 *
 * Only its own failure is caught. What steps further down throw or answer stays as it is, so an auth
 * check below stays closed; and a refusal that it throws itself, such as `forbidden()`, is an answer
 * and no failure.
 *
 * @example
 * ```ts
 * app.viewerRequest(failOpen(deadline(50, personalise)))
 * ```
 */
export function failOpen<T extends Trigger, Params = Record<never, never>>(
  middleware: Middleware<T, Params>,
): Middleware<T, Params> {
  const run = middleware as unknown as AnyMiddleware
  return combine(
    async function failOpen(ctx, next) {
      let sound = ctx.draft.state
      let rest: Promise<Outcome> | undefined
      const onward = async (): Promise<Outcome> => {
        const outcome = await next()
        sound = ctx.draft.state
        return outcome
      }
      try {
        return await invoke(run, ctx, () => {
          rest = onward()
          return rest
        })
      } catch (error) {
        if (error instanceof EdgeError && (error.reply || error.code === 'no-outcome')) throw error
        ctx.log.warn(`${run.name || 'A middleware'} failed; the request goes on without it.`, {
          error,
        })
        // Where it had called next(), what came of that stands, an error of a step below included.
        const outcome = await rest
        ctx.draft.state = sound
        return outcome ?? next()
      }
    },
    [middleware],
  )
}
