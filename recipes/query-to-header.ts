import { type Middleware, withNeeds } from 'ledge'
import { aBoolean, checkOptions, isListOf, oneOf } from 'ledge/recipe-kit'

export interface QueryToHeaderOptions {
  /** The name of the query parameter. */
  readonly parameter: string
  /** The request header that gets its value, in lower case, such as `x-auth` or `authorization`. */
  readonly header: string
  /** Whether the parameter stays in the query string, too. Default false. */
  readonly keep?: boolean
  /**
   * How the header goes on. Default `cacheKey`: as part of the key, and to the origin. `forward`: to the
   * origin only, where nothing is cached, or the answer does not depend on the value.
   */
  readonly as?: 'cacheKey' | 'forward'
  /** Longer values, in characters, count for none. Default 256. */
  readonly most?: number
}

/**
 * Hands a query parameter on as a request header, for origins that look there: the first of that name,
 * without the blanks around it. Without the parameter, or with a value that no header can have, the
 * header is taken away: only the parameter sets it.
 *
 * It must run in viewer-request, on every request.
 *
 * @throws EdgeError `bad-option`.
 * @example
 * ```ts
 * import { ledge } from 'ledge'
 * import { queryToHeader } from 'ledge/recipes/query-to-header'
 *
 * export const app = ledge()
 * app.viewerRequest('/feed', queryToHeader({ parameter: 'auth', header: 'auth-header' }))
 * ```
 */
export function queryToHeader(options: QueryToHeaderOptions): Middleware<'viewer-request'> {
  checkOptions<QueryToHeaderOptions>('queryToHeader', options, {
    parameter: ['the name of a query parameter', (name) => isListOf([name], /./)],
    header: ['a header in lower case that functions may set', (name) => isListOf([name], settable)],
    'keep?': aBoolean,
    'as?': oneOf('cacheKey', 'forward'),
    'most?': ['a number of characters', (most) => Number.isInteger(most) && Number(most) > 0],
  })
  const { parameter, header, keep = false, as = 'cacheKey', most = 256 } = options

  return withNeeds(
    { [as]: { headers: [header] } },
    function queryToHeader({ request: { query, headers } }, next) {
      const value = query.get(parameter) ?? ''
      if (!keep) query.delete(parameter)
      headers.delete(header)
      const text = value.length <= most && /^[ -~]*$/.test(value) ? value.trim() : ''
      if (text) headers.set(header, text)
      return next()
    },
  )
}

// Without those that CloudFront keeps to itself, and those from which origins learn who came how:
// https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/edge-function-restrictions-all.html
const settable =
  /^(?!(?:cdn-loop|connection|content-length|cookie|expect|forwarded|host|keep-alive|te|trailer|transfer-encoding|upgrade|via|x-cache|x-real-ip)$|cloudfront-|proxy-|x-accel-|x-amz|x-edge-|x-forwarded-)[a-z\d]+(?:-[a-z\d]+)*$/
