import type { Middleware } from 'ledge'
import { checkOptions, namePatterns, nameTest, refuseOptions } from 'ledge/recipe-kit'

export interface KeepCookiesOptions {
  /** The cookies that go on, by name or as `session-*`. Default: all but those of `drop`. */
  readonly keep?: readonly string[]
  /** The cookies that do not. Default `analyticsCookies`; add yours to them. */
  readonly drop?: readonly string[]
}

/**
 * Cookies that only scripts in the page read: of Google Analytics and Ads, Meta, Microsoft Advertising
 * and Clarity, Hotjar, HubSpot, Matomo, LinkedIn, TikTok and Pinterest.
 */
export const analyticsCookies: readonly string[] = [
  '_ga',
  '_ga_*',
  '_gid',
  '_gat',
  '_gat_*',
  '_gac_*',
  '_gcl_*',
  '__utm*',
  '_fbp',
  '_fbc',
  '_uetsid',
  '_uetvid',
  '_clck',
  '_clsk',
  '_hj*',
  '__hstc',
  '__hssc',
  '__hssrc',
  'hubspotutk',
  '_pk_*',
  'li_fat_id',
  '_ttp',
  '_pin_unauth',
]

/**
 * Takes away cookies that the origin does not read, before the cache key is made and the origin sees
 * them; in the browser they stay. Other cookies keep every byte.
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
  checkOptions<KeepCookiesOptions>('keepCookies', options, {
    'keep?': namePatterns,
    'drop?': namePatterns,
  })
  const { keep, drop } = options
  refuseOptions('keepCookies', 'keep or drop, not both', () => keep && drop && options)
  const isListed = nameTest(keep ?? drop ?? analyticsCookies)

  return function keepCookies({ request: { cookies } }, next) {
    if (keep) cookies.keep(isListed)
    // One by one: a cookie without a name is on no list, and stays.
    else for (const name of Object.keys(cookies.all())) if (isListed(name)) cookies.delete(name)
    return next()
  }
}
