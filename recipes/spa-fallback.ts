import type { Middleware, RequestTrigger } from 'ledge'
import { checkOptions, names, pathTable } from 'ledge/recipe-kit'

export interface SpaFallbackOptions {
  /** The page of the app. Default `/index.html`. */
  readonly page?: string
  /** Path patterns that are no routes of the app: `['/api{/*rest}']`; `/api` alone is that one path. Default none. */
  readonly except?: readonly string[]
}

/**
 * The one page of an app for all its routes: GET and HEAD of what is no file. Files, whose names have
 * a dot, and what is below `/.well-known/` go on as they are: a missing one stays a 404, where a custom
 * error page of CloudFront, the usual way to do this, would answer it with the app.
 *
 * It depends on the path alone, so origin-request is the place for it: there it runs on misses only. In
 * viewer-request all routes share one entry of the cache, and each request pays.
 *
 * @throws EdgeError `bad-option` and `bad-path`.
 * @example
 * ```ts
 * import { ledge } from 'ledge'
 * import { spaFallback } from 'ledge/recipes/spa-fallback'
 *
 * export const app = ledge()
 * app.originRequest(spaFallback({ except: ['/api{/*rest}'] }))
 * ```
 */
export function spaFallback(options: SpaFallbackOptions = {}): Middleware<RequestTrigger> {
  checkOptions<SpaFallbackOptions>('spaFallback', options, {
    'page?': ['a path', (page) => typeof page === 'string' && /^\/(?!\/)[^?#]*$/.test(page)],
    'except?': names,
  })
  const { page = '/index.html', except = [] } = options
  const others = pathTable('spaFallback', ['/.well-known{/*rest}', ...except])

  return function spaFallback(ctx, next) {
    const { uri, method } = ctx.request
    const isFile = uri.includes('.', uri.lastIndexOf('/'))
    const isPage = method === 'GET' || method === 'HEAD'
    if (isPage && !isFile && others(uri).length === 0) ctx.request.uri = page
    return next()
  }
}
