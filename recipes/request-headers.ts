import type { Middleware, RequestTrigger } from 'ledge'
import { checkOptions, editHeaders, type HeaderEdits, headerEditsChecks } from 'ledge/recipe-kit'

export type RequestHeadersOptions = HeaderEdits<RequestTrigger>

/**
 * Renames, removes, sets and appends headers of requests, in that order.
 *
 * In viewer-request it runs on every request, before the cache key is made, and only headers that a
 * policy carries go on: say which, as the example does. In origin-request it runs on misses, and all
 * that it sets reaches the origin; functions there may go by nothing but what is in the cache key. To
 * send the origin a constant header, the origin's custom headers in CloudFront do it for nothing.
 *
 * @throws EdgeError `bad-option`.
 * @example
 * ```ts
 * import { ledge, withNeeds } from 'ledge'
 * import { requestHeaders } from 'ledge/recipes/request-headers'
 *
 * export const app = ledge()
 * app.viewerRequest(
 *   withNeeds(
 *     { forward: { headers: ['x-client-ip'] } },
 *     requestHeaders({ set: { 'x-client-ip': (ctx) => ctx.request.clientIp }, remove: ['x-debug'] }),
 *   ),
 * )
 * ```
 */
export function requestHeaders(options: RequestHeadersOptions): Middleware<RequestTrigger> {
  checkOptions<RequestHeadersOptions>('requestHeaders', options, headerEditsChecks())

  return function requestHeaders(ctx, next) {
    editHeaders<RequestTrigger>(options, ctx.request.headers, ctx)
    return next()
  }
}
