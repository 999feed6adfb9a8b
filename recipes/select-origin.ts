import { type Carry, type Context, type Middleware, withNeeds } from 'ledge'
import {
  badOption,
  checkOptions,
  countries,
  isListOf,
  type OriginChoice,
  originSwitch,
  pathTable,
} from 'ledge/recipe-kit'

export interface SelectOriginOptions {
  /** The first whose conditions all hold decides; without one the origin stays. */
  readonly rules: readonly OriginRule[]
  /**
   * The domain name of the origin that is left. Requests for any other stay where they go, such as
   * those that CloudFront sends to the secondary of an origin group. Default: whichever it is.
   */
  readonly from?: string
}

/** An origin, and the requests that go there. */
export interface OriginRule {
  /** A path pattern. */
  readonly path?: string
  /** Query parameters and what each must be. */
  readonly query?: Readonly<Record<string, string>>
  /** Request headers and what each must be. */
  readonly headers?: Readonly<Record<string, string>>
  /** ISO codes, such as `DE`, of which the viewer's country must be one. */
  readonly countries?: readonly string[]
  /** A carry that is in the cache key, and what viewer-request must have set it to. */
  readonly carry?: readonly [carry: Carry<string>, value: string]
  readonly to: OriginChoice
}

/**
 * Sends requests to another origin, with the Host header in step. It runs in origin-request, on misses,
 * and what it decides on is stored for all with the same cache key: the query parameters, the headers
 * and the country of its rules must be in the key, which `needs` says.
 *
 * For a choice by path alone, cache behaviors do it without a function.
 *
 * @throws EdgeError `bad-option` and `bad-path`.
 * @example
 * ```ts
 * import { ledge } from 'ledge'
 * import { selectOrigin } from 'ledge/recipes/select-origin'
 *
 * export const app = ledge()
 * const eu = { s3: { domainName: 'shop-eu.s3.eu-central-1.amazonaws.com', region: 'eu-central-1' } }
 * app.originRequest(selectOrigin({ rules: [{ countries: ['DE', 'FR'], to: eu }] }))
 * ```
 */
export function selectOrigin(options: SelectOriginOptions): Middleware<'origin-request'> {
  checkOptions<SelectOriginOptions>('selectOrigin', options, {
    rules: ['a list of rules', (rules) => Array.isArray(rules) && rules.length > 0],
    'from?': ['a domain name', (from) => isListOf([from], /\./)],
  })
  const { rules, from } = options
  const ways = rules.map((rule) => ({
    holds: conditionOf(rule),
    use: originSwitch('selectOrigin', rule.to),
  }))
  const names = (of: 'query' | 'headers'): string[] =>
    rules.flatMap((rule) => Object.keys(rule[of] ?? {}))
  const country = rules.some((rule) => rule.countries) ? ['CloudFront-Viewer-Country'] : []

  return withNeeds<'origin-request'>(
    { cacheKey: { headers: [...names('headers'), ...country], query: names('query') } },
    function selectOrigin(ctx, next) {
      const { origin } = ctx.request
      if (from !== undefined && origin.domainName !== from) return next()
      ways.find(({ holds }) => holds(ctx))?.use(origin)
      return next()
    },
  )
}

function conditionOf(rule: OriginRule): (ctx: Context<'origin-request'>) => boolean {
  checkOptions<OriginRule>('selectOrigin', rule, {
    'path?': ['a path pattern', (path) => isListOf([path], /^[/{]/)],
    'query?': ['texts by parameter', (value) => isTable(value, /./)],
    // A policy takes cookies by name, and here Host is the origin's.
    'headers?': ['texts by header', (value) => isTable(value, /^(?!(?:cookie|host)$)[\w-]+$/i)],
    'countries?': countries,
    'carry?': ['a carry in the cache key, and a text', isCarried],
    to: ['an origin', (to) => typeof to === 'object'],
  })
  const { path, query = {}, headers = {}, carry } = rule
  const given = [path, rule.query, rule.headers, rule.countries, carry]
  if (given.every((one) => one === undefined)) {
    throw badOption('selectOrigin', 'a rule with a condition', rule)
  }
  const table = path === undefined ? undefined : pathTable('selectOrigin', [path])
  return (ctx) =>
    (!table || table(ctx.request.uri).length > 0) &&
    Object.entries(query).every(([name, value]) => ctx.request.query.get(name) === value) &&
    Object.entries(headers).every(([name, value]) => ctx.request.headers.get(name) === value) &&
    (!rule.countries || rule.countries.includes(ctx.geo.country ?? '')) &&
    (!carry || carry[0].get(ctx) === carry[1])
}

function isTable(value: unknown, form: RegExp): boolean {
  const rows = typeof value === 'object' ? Object.entries(value ?? {}) : []
  return rows.length > 0 && rows.every(([name, is]) => form.test(name) && typeof is === 'string')
}

function isCarried(value: unknown): boolean {
  const [carry, is] = Array.isArray(value) ? (value as OriginRule['carry'] & unknown[]) : []
  return carry?.needs?.cacheKey !== undefined && typeof is === 'string'
}
