import { type Context, defineRecipe, type Recipe, type Reply, reply } from 'ledge'
import {
  aBoolean,
  addToList,
  checkOptions,
  isListOf,
  isPreflight,
  onWayBack,
  originTest,
  refuseOptions,
  seconds,
  type WebOrigins,
  webOrigins,
} from 'ledge/recipe-kit'

export interface CorsOptions {
  /**
   * Which sites' scripts may read responses: `https://example.com`, `https://*.example.com`, or an
   * expression that fits the whole origin. Default `*`, all of them.
   */
  readonly origin?: '*' | readonly WebOrigins[]
  /** Default GET, HEAD, PUT, PATCH, POST and DELETE. */
  readonly methods?: readonly string[]
  /** The request headers that scripts may set. Default: those that the preflight asks for. */
  readonly allowedHeaders?: readonly string[]
  /** The response headers that scripts may read, beside the harmless ones. Default: as the origin says. */
  readonly exposedHeaders?: readonly string[]
  /** Whether browsers send cookies along. For listed origins only. Default false. */
  readonly credentials?: boolean
  /** Seconds that browsers keep the answer to a preflight; Chromium's at most 7200. Default 600. */
  readonly maxAge?: number
  /**
   * How CloudFront caches what the origin answers.
   * - `by-origin`, the default: apart for each Origin, which is in the cache key. Runs on misses.
   * - `shared`: once for all origins. Runs on every request, but never where the origin answers 400 or
   *   above: there a script is told of no status, only that its request failed.
   * - `false`: not at all.
   */
  readonly cached?: 'by-origin' | 'shared' | false
}

/**
 * Cross-origin resource sharing. Preflights are answered at the edge; every other request goes on,
 * and what comes back says whether the site that asks may read it, in place of what the origin says.
 *
 * The behavior must allow OPTIONS, or CloudFront refuses preflights by itself. Register it before what
 * guards access, so that preflights, which have no token, are answered first.
 *
 * Where a step rewrites the uri, what comes back is matched by the new path: register it for the paths
 * before and after, or without a path.
 *
 * viewer-request runs on every request. CloudFront's Response Headers Policy sets the same headers
 * for nothing, but leaves it to the origin to answer preflights.
 *
 * @throws EdgeError `bad-option`.
 * @example
 * ```ts
 * import { ledge } from 'ledge'
 * import { cors } from 'ledge/recipes/cors'
 *
 * export const app = ledge()
 * app.use('/api{/*rest}', cors({ origin: ['https://shop.example.com'], credentials: true }))
 * ```
 */
export function cors(options: CorsOptions = {}): Recipe {
  checkOptions<CorsOptions>('cors', options, {
    'origin?': [`*, or ${webOrigins[0]}`, (value) => value === '*' || webOrigins[1](value)],
    'methods?': ['a list of methods that CloudFront takes', (list) => isListOf(list, aMethod)],
    'allowedHeaders?': ['a list of header names', (list) => isListOf(list, aHeader)],
    'exposedHeaders?': ['a list of header names', (list) => isListOf(list, aHeader)],
    'credentials?': aBoolean,
    'maxAge?': seconds,
    'cached?': ['by-origin, shared or false', (value) => caches.includes(value)],
  })
  const { origin = '*', credentials = false, cached = 'by-origin', maxAge = 600 } = options
  const { methods = ['GET', 'HEAD', 'PUT', 'PATCH', 'POST', 'DELETE'] } = options
  const { allowedHeaders, exposedHeaders = [] } = options
  refuseOptions(
    'cors',
    'no * with credentials',
    () =>
      credentials && [origin, allowedHeaders, exposedHeaders].find((list) => list?.includes('*')),
  )

  const isListed = origin === '*' ? undefined : originTest(origin)
  const shared = isListed !== undefined && cached === 'shared'
  const byOrigin = { headers: isListed && !shared ? ['Origin'] : [] }

  function allowed({ request }: Context): string | undefined {
    if (!isListed) return '*'
    const sent = request.headers.get('origin')
    return isListed(sent) ? sent : undefined
  }

  function tell(headers: Reply['headers'], ctx: Context): void {
    const site = allowed(ctx)
    headers.delete('access-control-allow-origin')
    headers.delete('access-control-allow-credentials')
    if (isListed) addToList(headers, 'vary', ['Origin'])
    if (site === undefined) return
    headers.set('access-control-allow-origin', site)
    if (credentials) headers.set('access-control-allow-credentials', 'true')
    const exposed = exposedHeaders.join(', ')
    if (exposed) headers.set('access-control-expose-headers', exposed)
  }

  return defineRecipe({
    name: 'cors',
    needs: cached ? { cacheKey: byOrigin } : { forward: byOrigin },
    viewerRequest(ctx, next) {
      if (!isPreflight(ctx.request)) return next()
      const answer = reply({ status: 204 })
      if (allowed(ctx) === undefined) return answer
      answer.headers.set('access-control-allow-methods', methods.join(', '))
      answer.headers.set('access-control-max-age', String(maxAge))
      const asked = ctx.request.headers.get('access-control-request-headers') ?? ''
      const granted = allowedHeaders?.join(', ') ?? (areHeaders.test(asked) && asked)
      if (granted) answer.headers.set('access-control-allow-headers', granted)
      return answer
    },
    originResponse: shared ? undefined : onWayBack(tell),
    viewerResponse: shared ? onWayBack(tell) : undefined,
    onReply({ headers }, ctx) {
      // What an origin trigger answers is cached for all: viewer-response tells of it.
      if (!shared || ctx.trigger === 'viewer-request') tell(headers, ctx)
    },
  })
}

const caches: readonly unknown[] = ['by-origin', 'shared', false]

// https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/DownloadDistValuesCacheBehavior.html#DownloadDistValuesAllowedHTTPMethods
const aMethod = /^(?:GET|HEAD|OPTIONS|PUT|POST|PATCH|DELETE)$/

const aHeader = /^[\w!#$%&'*+.^`|~-]+$/

// Browsers ask for a few; whoever asks for thousands gets none.
const areHeaders = /^[\w!#$%&'*+.^`|~, -]{0,1000}$/
