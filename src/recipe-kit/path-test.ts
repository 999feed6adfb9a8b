import { checkPath } from '#checks'
import { everything } from '../pipeline/entry.js'
import { guard } from '../pipeline/guard.js'
import type { ContextBase } from '../triggers/base.js'
import type { Context } from '../triggers/context.js'

/**
 * Tells whether a request is for a path-to-regexp pattern, or for one of several; without any, every
 * request is. Paths are matched as those of an app are, by the uri as it is when the test is asked.
 *
 * @param where What messages call the patterns.
 * @throws EdgeError `bad-path`.
 * @example
 * ```ts
 * const isShop = pathTest('my recipe', '/shop{/*rest}')
 * app.viewerRequest((ctx, next) => {
 *   if (isShop(ctx)) ctx.request.headers.set('x-area', 'shop')
 *   return next()
 * })
 * ```
 */
export function pathTest(
  where: string,
  path: string | readonly string[] = [],
): (ctx: Context) => boolean {
  const paths = [path].flat()
  for (const pattern of paths) checkPath(pattern, where)
  const holds = guard({ ...everything, paths })
  return (ctx) => holds(ctx as unknown as ContextBase)
}
