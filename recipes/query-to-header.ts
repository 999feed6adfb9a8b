import { type Middleware, withNeeds } from 'ledge'
import { aBoolean, checkOptions, isListOf, oneOf, ownHeader } from 'ledge/recipe-kit'

export interface QueryToHeaderOptions {
  /** The name of the query parameter. */
  readonly parameter: string
  /** The request header that gets its value, such as `x-auth`. */
  readonly header: string
  /** Whether the parameter stays in the query string, too. Default false. */
  readonly keep?: boolean
  /** How the header goes on: to the origin only, or also as part of the cache key. Default `forward`. */
  readonly as?: 'forward' | 'cacheKey'
  /** Longer values, in characters, count for none. Default 256. */
  readonly most?: number
}

/**
 * Hands a query parameter on as a request header, for origins that look there. Without the parameter,
 * or with a value that no header can have, the header is taken away: only the parameter sets it.
 *
 * It must run in viewer-request, on every request. Where the origin's answer depends on the value, say
 * `as: 'cacheKey'`; else the first visitor's answer is everybody's.
 *
 * @throws EdgeError `bad-option`.
 * @example
 * ```ts
 * import { ledge } from 'ledge'
 * import { queryToHeader } from 'ledge/recipes/query-to-header'
 *
 * export const app = ledge()
 * app.viewerRequest('/feed', queryToHeader({ parameter: 'auth', header: 'x-auth', as: 'cacheKey' }))
 * ```
 */
export function queryToHeader(options: QueryToHeaderOptions): Middleware<'viewer-request'> {
  checkOptions<QueryToHeaderOptions>('queryToHeader', options, {
    parameter: ['the name of a query parameter', (name) => isListOf([name], /./)],
    header: ownHeader,
    'keep?': aBoolean,
    'as?': oneOf('forward', 'cacheKey'),
    'most?': ['a number of characters', (most) => Number.isInteger(most) && Number(most) > 0],
  })
  const { parameter, header, keep = false, as = 'forward', most = 256 } = options

  return withNeeds(
    { [as]: { headers: [header] } },
    function queryToHeader({ request: { query, headers } }, next) {
      const value = query.get(parameter)
      if (!keep) query.delete(parameter)
      headers.delete(header)
      if (value && value.length <= most && /^[\t -~]+$/.test(value)) headers.set(header, value)
      return next()
    },
  )
}
