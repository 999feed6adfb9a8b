import { type Middleware, text, withNeeds } from 'ledge'
import { checkOptions, countries, refuseOptions } from 'ledge/recipe-kit'

export interface CountryBlockOptions {
  /** Only these countries get in: ISO 3166-1 codes, such as `DE`. Give this or `deny`. */
  readonly allow?: readonly string[]
  /** All but these countries get in. */
  readonly deny?: readonly string[]
  /** What becomes of viewers whose country CloudFront does not know. Default: what `allow` or `deny` says of others. */
  readonly unknown?: 'allow' | 'deny'
  /** Default 403; 451 is for legal reasons. */
  readonly status?: 403 | 451
  /** The text of the refusal. Default `Not available in your country.` */
  readonly body?: string
}

/**
 * Refuses viewers by their country, on the paths that it is registered for. Where a whole distribution
 * is to be closed, CloudFront's own geographic restriction does it without a function.
 *
 * It runs on misses. CloudFront-Viewer-Country must be in the cache key: then what is cached for one
 * country is never served to another, and a hit needs no check. Without the header the country is not
 * known, so with `deny` nobody is refused.
 *
 * @throws EdgeError `bad-option`.
 * @example
 * ```ts
 * import { ledge } from 'ledge'
 * import { countryBlock } from 'ledge/recipes/country-block'
 *
 * export const app = ledge()
 * app.originRequest('/videos/*path', countryBlock({ allow: ['DE', 'AT', 'CH'], status: 451 }))
 * ```
 */
export function countryBlock(options: CountryBlockOptions): Middleware<'origin-request'> {
  checkOptions<CountryBlockOptions>('countryBlock', options, {
    'allow?': countries,
    'deny?': countries,
    'unknown?': ['allow or deny', (value) => value === 'allow' || value === 'deny'],
    'status?': ['403 or 451', (status) => status === 403 || status === 451],
    'body?': ['a text', (body) => typeof body === 'string'],
  })
  const { allow, deny, status = 403, body = 'Not available in your country.' } = options
  refuseOptions('countryBlock', 'either allow or deny', () => !allow === !deny && options)
  const { unknown = allow ? 'deny' : 'allow' } = options
  const needs = { cacheKey: { headers: ['CloudFront-Viewer-Country'] } }

  return withNeeds<'origin-request'>(needs, function countryBlock(ctx, next) {
    const { country } = ctx.geo
    const enters = country
      ? (allow?.includes(country) ?? !deny?.includes(country))
      : unknown === 'allow'
    return enters ? next() : text(body, status)
  })
}
