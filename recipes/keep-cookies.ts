import type { Middleware } from 'ledge'
import { badOption, checkOptions, names, nameTest } from 'ledge/recipe-kit'

export interface KeepCookiesOptions {
  /** The cookies that go on, by name or as `session-*`. Default: all but those of `drop`. */
  readonly keep?: readonly string[]
  /** The cookies that do not. Default: those of the usual analytics and advertisers, see the code. */
  readonly drop?: readonly string[]
}

/**
 * Takes away cookies that only scripts in the page read, before the cache key is made and the origin
 * sees them; in the browser they stay. Other cookies keep every byte.
 *
 * It must run in viewer-request, on every request. Where it is known which cookies count, a cache policy
 * and an origin request policy that list them do the same for nothing; this is for policies that
 * forward all.
 *
 * @throws EdgeError `bad-option`.
 * @example
 * ```ts
 * import { ledge } from 'ledge'
 * import { keepCookies } from 'ledge/recipes/keep-cookies'
 *
 * export const app = ledge()
 * app.viewerRequest(keepCookies({ keep: ['session', 'theme'] }))
 * ```
 */
export function keepCookies(options: KeepCookiesOptions = {}): Middleware<'viewer-request'> {
  checkOptions<KeepCookiesOptions>('keepCookies', options, { 'keep?': names, 'drop?': names })
  const { keep, drop } = options
  if (keep && drop) throw badOption('keepCookies', 'keep or drop, not both', options)
  const isKept = nameTest(keep ?? ['*'])
  const isDropped = nameTest(keep ? [] : (drop ?? analytics))

  return function keepCookies({ request }, next) {
    request.cookies.keep((name) => isKept(name) && !isDropped(name))
    return next()
  }
}

/** Of Google, Meta, Microsoft, Hotjar, HubSpot, Matomo, LinkedIn and TikTok. */
const analytics = [
  '_ga*',
  '_gid',
  '_gat*',
  '_gcl_*',
  '__utm*',
  '_fbp',
  '_fbc',
  '_uet*',
  '_clck',
  '_clsk',
  '_hj*',
  '__hs*',
  'hubspotutk',
  '_pk_*',
  'li_fat_id',
  '_ttp',
]
