import { needsOf } from '#needs'
import type { Trigger } from '../event.js'
import type { Middleware } from './middleware.js'
import type { Needs } from './needs.js'

/**
 * Says what a middleware needs of CloudFront, beside what it already says itself.
 *
 * @example
 * ```ts
 * const byCountry = withNeeds<'origin-request'>(
 *   { cacheKey: { headers: ['CloudFront-Viewer-Country'] } },
 *   (ctx, next) => (ctx.geo.country === 'DE' ? redirect('/de/') : next()),
 * )
 * app.originRequest('/', byCountry)
 * ```
 */
export function withNeeds<T extends Trigger, Params = Record<never, never>>(
  needs: Needs,
  middleware: Middleware<T, Params>,
): Middleware<T, Params> {
  return Object.assign(middleware, { needs: needsOf([middleware, { needs }]) })
}
