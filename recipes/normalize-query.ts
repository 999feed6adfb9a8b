import type { Middleware } from 'ledge'
import { aBoolean, badOption, checkOptions, names, nameTest } from 'ledge/recipe-kit'

export interface NormalizeQueryOptions {
  /** The parameters that stay, by name or as `size*`. Default: all but those of `drop`. */
  readonly allow?: readonly string[]
  /** The parameters that go. Default: those that advertisers and newsletters add, see the code. */
  readonly drop?: readonly string[]
  /** Whether they are ordered by name. Default true. */
  readonly sort?: boolean
  /** Whether names and values are in lower case. Not for values in which case counts. Default false. */
  readonly lower?: boolean
}

/**
 * One query string for all that mean the same, before the cache key is made of it: without the
 * parameters that only count visits, in one order. What is left keeps every byte.
 *
 * It must run in viewer-request, on every request. Scripts in the page still see the address as it was.
 * A cache policy that lists the parameters it needs leaves out others for nothing, but orders none.
 *
 * @throws EdgeError `bad-option`.
 * @example
 * ```ts
 * import { ledge } from 'ledge'
 * import { normalizeQuery } from 'ledge/recipes/normalize-query'
 *
 * export const app = ledge()
 * app.viewerRequest('/shop{/*rest}', normalizeQuery({ allow: ['size', 'color', 'page'] }))
 * app.viewerRequest(normalizeQuery())
 * ```
 */
export function normalizeQuery(options: NormalizeQueryOptions = {}): Middleware<'viewer-request'> {
  checkOptions<NormalizeQueryOptions>('normalizeQuery', options, {
    'allow?': names,
    'drop?': names,
    'sort?': aBoolean,
    'lower?': aBoolean,
  })
  const { allow, drop = tracking, sort = true, lower = false } = options
  if (allow && options.drop) throw badOption('normalizeQuery', 'allow or drop, not both', options)
  const isAllowed = nameTest(allow ?? ['*'])
  const isDropped = nameTest(allow ? [] : drop)

  return function normalizeQuery({ request }, next) {
    if (request.querystring === '') return next()
    if (lower) request.querystring = request.querystring.toLowerCase()
    request.query.keep((name) => isAllowed(name) && !isDropped(name))
    if (sort) request.query.sort()
    return next()
  }
}

/** What campaigns of the large advertisers, and newsletters, add to links. */
const tracking = [
  'utm_*',
  'gclid',
  'gclsrc',
  'gbraid',
  'wbraid',
  'dclid',
  'fbclid',
  'msclkid',
  'twclid',
  'ttclid',
  'li_fat_id',
  'igshid',
  'yclid',
  '_ga',
  '_gl',
  'mc_cid',
  'mc_eid',
  '_hsenc',
  '_hsmi',
]
