import type { ResponseTrigger } from '../event.js'
import type { WritableHeaders } from '../message/headers.js'
import type { Middleware } from '../pipeline/middleware.js'
import type { Context } from '../triggers/context.js'

/**
 * A step that edits the headers of a response on its way back, when the steps behind it are done. A
 * recipe does the same with the headers of answers in its `onReply`.
 *
 * @example
 * ```ts
 * const mark = (headers: Reply['headers']): void => headers.set('x-served-by', 'edge')
 * const servedBy = defineRecipe({
 *   name: 'served-by',
 *   viewerResponse: onWayBack(mark),
 *   onReply: ({ headers }) => mark(headers),
 * })
 * ```
 */
export function onWayBack(
  edit: (headers: WritableHeaders<never>, ctx: Context<ResponseTrigger>) => void,
): Middleware<ResponseTrigger> {
  return async (ctx, next) => {
    const outcome = await next()
    edit(ctx.response.headers, ctx)
    return outcome
  }
}
