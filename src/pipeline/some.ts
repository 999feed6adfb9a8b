import { EdgeError } from '../error.js'
import type { RequestTrigger } from '../event.js'
import { combine, invoke } from './invoke.js'
import type { AnyMiddleware, Middleware } from './middleware.js'
import type { Outcome } from './outcome.js'

/**
 * Alternatives: the first middleware that calls `next()` wins, and the rest of the chain runs once.
 * If all refuse, by a reply or by throwing one, the last refusal is the answer. What a refusing one
 * changed in the request is undone. Any other error is no refusal and is not caught.
 *
 * @example
 * ```ts
 * app.viewerRequest('/reports{/*rest}', some(byCookie, byToken))
 * ```
 */
export function some<T extends RequestTrigger, Params = Record<never, never>>(
  ...alternatives: Middleware<T, Params>[]
): Middleware<T, Params> {
  if (alternatives.length === 0) {
    throw new EdgeError('bad-registration', 'some: expected at least one middleware, got none.')
  }
  return combine(async function someOf(ctx, next) {
    const before = ctx.draft.state
    let refusal: Outcome | undefined
    for (const alternative of alternatives as unknown as readonly AnyMiddleware[]) {
      let won = false
      ctx.draft.state = before
      try {
        const outcome = await invoke(alternative, ctx, () => {
          won = true
          return next()
        })
        if (won) return outcome
        refusal = outcome
      } catch (error) {
        if (won || !(error instanceof EdgeError && error.reply)) throw error
        refusal = error
      }
    }
    return refusal as Outcome
  }, alternatives)
}
