import type { Middleware, RequestTrigger } from 'ledge'
import {
  checkOptions,
  type MovedOptions,
  moved,
  movedNeeds,
  names,
  oneOf,
  seconds,
} from 'ledge/recipe-kit'

export interface TrailingSlashOptions extends MovedOptions {
  /** What pages end in: `add` makes `/docs` to `/docs/`, `remove` `/docs/` to `/docs`. */
  readonly slash: 'add' | 'remove'
}

/**
 * One address per page: with a slash at the end, or without. The other is redirected, by 301, or by 308
 * where the method is not GET or HEAD. `/` and files, whose names have a dot, are left alone.
 *
 * It depends on the path alone, so origin-request is the place for it: there it runs on misses only, and
 * CloudFront keeps the redirect. It belongs before what rewrites the path.
 *
 * @throws EdgeError `bad-option`.
 * @example
 * ```ts
 * import { ledge } from 'ledge'
 * import { trailingSlash } from 'ledge/recipes/trailing-slash'
 *
 * export const app = ledge()
 * app.originRequest(trailingSlash({ slash: 'remove' }))
 * ```
 */
export function trailingSlash(options: TrailingSlashOptions): Middleware<RequestTrigger> {
  checkOptions<TrailingSlashOptions>('trailingSlash', options, {
    slash: oneOf('add', 'remove'),
    'cache?': seconds,
    'query?': names,
  })
  const isMisspelt = options.slash === 'add' ? /\/[^/.]+$/ : /[^/]\/+$/

  const step: Middleware<RequestTrigger> = function trailingSlash(ctx, next) {
    const { uri } = ctx.request
    if (!isMisspelt.test(uri)) return next()
    const path = options.slash === 'add' ? `${uri}/` : uri.replace(/(?<!\/)\/+$/, '')
    return moved(ctx, { origin: undefined, path, query: '', hash: '' }, options)
  }
  return Object.assign(step, { needs: movedNeeds(options) })
}
