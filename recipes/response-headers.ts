import { isReply, type Middleware, type Trigger } from 'ledge'
import { checkOptions, editHeaders, type HeaderEdits, headerEditsChecks } from 'ledge/recipe-kit'

export type ResponseHeadersOptions = HeaderEdits<Trigger>

/**
 * Renames, removes, sets and appends headers of responses, in that order.
 *
 * In origin-response it runs on misses, and what it makes is cached for everyone: functions there may
 * go by nothing of the request but what is in the cache key. In viewer-response it runs on every
 * request, except where the origin answered 400 or above. In a request trigger it edits the answers of
 * the steps behind it. For constant headers CloudFront's Response Headers Policy does it for nothing.
 *
 * @throws EdgeError `bad-option`.
 * @example
 * ```ts
 * import { ledge } from 'ledge'
 * import { responseHeaders } from 'ledge/recipes/response-headers'
 *
 * export const app = ledge()
 * app.originResponse(
 *   responseHeaders({
 *     rename: { 'x-amz-meta-version': 'x-version' },
 *     remove: ['server'],
 *     set: { 'x-robots-tag': 'noindex', 'x-path': (ctx) => ctx.request.uri },
 *     append: { vary: 'accept' },
 *   }),
 * )
 * ```
 */
export function responseHeaders(options: ResponseHeadersOptions): Middleware {
  checkOptions<ResponseHeadersOptions>('responseHeaders', options, headerEditsChecks())

  return async function responseHeaders(ctx, next) {
    const outcome = await next()
    if (isReply(outcome)) editHeaders(options, outcome.headers, ctx)
    else if ('response' in ctx) editHeaders(options, ctx.response.headers, ctx)
    return outcome
  }
}
