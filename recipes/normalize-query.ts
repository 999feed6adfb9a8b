import type { Middleware } from 'ledge'
import { aBoolean, checkOptions, namePatterns, nameTest, refuseOptions } from 'ledge/recipe-kit'

export interface NormalizeQueryOptions {
  /** The parameters that stay, by name or as `size*`. Default: all but those of `drop`. */
  readonly allow?: readonly string[]
  /** The parameters that go. Default `trackingParameters`; add yours to them. */
  readonly drop?: readonly string[]
  /** Whether they are ordered by name. Default true. */
  readonly sort?: boolean
  /** Whether names and values are in lower case. Not for values in which case counts. Default false. */
  readonly lower?: boolean
}

/**
 * What campaigns add to links, for scripts in the page to read: `utm_*`, and the click ids of Google,
 * Meta, Microsoft, X, TikTok, LinkedIn, Pinterest, Yandex, Mailchimp, HubSpot, Marketo and Matomo.
 */
export const trackingParameters: readonly string[] = [
  'utm_*',
  '_ga',
  '_gl',
  'dclid',
  'gad_*',
  'gbraid',
  'gclid',
  'gclsrc',
  'srsltid',
  'wbraid',
  'fbclid',
  'igsh',
  'igshid',
  'msclkid',
  'twclid',
  'ttclid',
  'li_fat_id',
  'epik',
  'yclid',
  'mc_cid',
  'mc_eid',
  '_hsenc',
  '_hsmi',
  'hsa_*',
  'mkt_tok',
  'mtm_*',
  'pk_*',
]

/**
 * One query string for all that mean the same, before the cache key is made of it and the origin sees
 * it: without the parameters that only count visits, in one order. What is left keeps every byte.
 *
 * It must run in viewer-request, on every request. Scripts in the page still see the address as it was.
 * A cache policy that lists the parameters it needs leaves out others for nothing, but orders none.
 *
 * @throws EdgeError `bad-option`.
 * @example
 * ```ts
 * import { ledge } from 'ledge'
 * import { normalizeQuery, trackingParameters } from 'ledge/recipes/normalize-query'
 *
 * export const app = ledge()
 * app.viewerRequest('/shop{/*rest}', normalizeQuery({ allow: ['size', 'color', 'page'] }))
 * app.viewerRequest(normalizeQuery({ drop: [...trackingParameters, 'ref'] }))
 * ```
 */
export function normalizeQuery(options: NormalizeQueryOptions = {}): Middleware<'viewer-request'> {
  checkOptions<NormalizeQueryOptions>('normalizeQuery', options, {
    'allow?': namePatterns,
    'drop?': namePatterns,
    'sort?': aBoolean,
    'lower?': aBoolean,
  })
  const { allow, drop = trackingParameters, sort = true, lower = false } = options
  refuseOptions('normalizeQuery', 'allow or drop, not both', () => allow && options.drop && options)
  const names = allow ?? drop
  const isListed = nameTest(lower ? names.map((name) => name.toLowerCase()) : names)

  return function normalizeQuery({ request }, next) {
    if (request.querystring === '') return next()
    if (lower) request.querystring = request.querystring.toLowerCase()
    request.query.keep((name) => isListed(name) === (allow !== undefined))
    if (sort) request.query.sort()
    return next()
  }
}
