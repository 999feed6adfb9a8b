import { createCarry, defineRecipe, type Recipe, redirect } from 'ledge'
import { aBoolean, checkOptions, isAsSent, isBot, isCountry } from 'ledge/recipe-kit'

export interface CountryRedirectOptions {
  /**
   * Where viewers of a country belong, by ISO 3166-1 code: the beginning of a URL such as
   * `https://de.example.com`, or a path such as `/de`, spelt as browsers send it: `/d%C3%A9` for `/dé`,
   * hosts in lower case. What was asked for is put behind it.
   */
  readonly countries: Readonly<Record<string, string>>
  /** Where viewers of the other countries belong. Default: they stay. */
  readonly others?: string
  /** Whether the path goes along. Default true; else all come to the very address that is given. */
  readonly keepPath?: boolean
  /**
   * Whether the query goes along. Then all of it must be in the cache key, else one visitor would get
   * the query of another. Default false.
   */
  readonly keepQuery?: boolean
  /** The cookie of visitors who chose to stay; its value does not matter. Default `country-stay`. */
  readonly cookie?: string
}

/**
 * Sends viewers to the site of their country, with 302. Who asks for an address of one of the countries
 * stays there, and so do visitors with the cookie, requests other than GET and HEAD, and bots: search
 * engines come from one country and would find that site alone.
 *
 * It runs viewer-request on every request, since only there a User-Agent and a cookie may decide, and
 * origin-request on misses. `x-ledge-country-stay` and CloudFront-Viewer-Country must be in the cache
 * key. To refuse viewers, see `country-block`.
 *
 * @throws EdgeError `bad-option`.
 * @example
 * ```ts
 * import { ledge } from 'ledge'
 * import { countryRedirect } from 'ledge/recipes/country-redirect'
 *
 * export const app = ledge()
 * app.use('/', countryRedirect({ countries: { DE: '/de', AT: '/de', FR: 'https://fr.example.com' } }))
 * ```
 */
export function countryRedirect(options: CountryRedirectOptions): Recipe {
  checkOptions<CountryRedirectOptions>('countryRedirect', options, {
    countries: ['addresses by country, such as { DE: "/de" }', isTable],
    'others?': ['a path or an https URL', isPlace],
    'keepPath?': aBoolean,
    'keepQuery?': aBoolean,
    'cookie?': ["a cookie's name", (name) => /^[\w.-]+$/.test(String(name))],
  })
  const { countries, others, keepPath = true, keepQuery = false, cookie = 'country-stay' } = options
  const byCountry = new Map(Object.entries(countries))
  const places = [...byCountry.values(), ...(others ? [others] : [])].map(withoutSlash)

  return defineRecipe({
    name: 'country-redirect',
    carries: [stay],
    needs: { cacheKey: { headers: ['CloudFront-Viewer-Country'] } },
    viewerRequest(ctx, next) {
      const { headers, cookies, uri } = ctx.request
      const url = `https://${headers.get('host')?.toLowerCase()}${uri}`
      const isThere = places.some((place) =>
        [uri, url].some((address) => address === place || address.startsWith(`${place}/`)),
      )
      if (isThere || cookies.has(cookie) || isBot(headers.get('user-agent'))) stay.set(ctx, true)
      return next()
    },
    originRequest(ctx, next) {
      const { uri, querystring, method } = ctx.request
      const place = byCountry.get(ctx.geo.country ?? '') ?? others
      const mayGo = (method === 'GET' || method === 'HEAD') && !stay.get(ctx)
      if (place === undefined || !mayGo) return next()
      const address = keepPath ? withoutSlash(place) + uri : place
      return redirect(keepQuery && querystring ? `${address}?${querystring}` : address)
    },
  })
}

/** Set for whoever is not sent away: part of the cache key, so that nobody else gets their page. */
const stay = /* @__PURE__ */ createCarry<true>('country-stay')

function withoutSlash(place: string): string {
  return place.replace(/\/$/, '')
}

function isTable(value: unknown): boolean {
  const rows = Object.entries(value ?? {})
  return rows.length > 0 && rows.every(([code, place]) => isCountry(code) && isPlace(place))
}

function isPlace(value: unknown): boolean {
  const isForm = /^(?:https:\/\/[^\s/?#]+|\/[^\s/?#])[^\s?#]*$/
  return typeof value === 'string' && isForm.test(value) && isAsSent(value)
}
