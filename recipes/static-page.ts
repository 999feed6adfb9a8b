import { type Middleware, type RequestTrigger, reply } from 'ledge'
import { badOption, checkOptions, seconds } from 'ledge/recipe-kit'

export interface StaticPageOptions {
  /** The page. */
  readonly body: string | Uint8Array
  /** Content-Type. Default `text/html; charset=utf-8`. */
  readonly type?: string
  /** 200 to 599. Default 200. */
  readonly status?: number
  /** Seconds that browsers, and in origin-request CloudFront, keep it. Default 0: nobody does. */
  readonly cache?: number
}

/**
 * Answers GET and HEAD with a page that is part of the app, on the path that it is registered for.
 * Other methods go on.
 *
 * In viewer-request it answers every request, with at most 40 KB. In origin-request it runs on misses,
 * and takes up to 1 MB, headers included: what is cached for long belongs there.
 *
 * @throws EdgeError `bad-option`.
 * @example
 * ```ts
 * import { ledge } from 'ledge'
 * import { staticPage } from 'ledge/recipes/static-page'
 *
 * export const app = ledge()
 * app.originRequest('/hello', staticPage({ body: '<!doctype html><h1>Hello</h1>', cache: 3600 }))
 * ```
 */
export function staticPage(options: StaticPageOptions): Middleware<RequestTrigger> {
  checkOptions<StaticPageOptions>('staticPage', options, {
    body: ['a text or bytes', (body) => typeof body === 'string' || body instanceof Uint8Array],
    'type?': [
      'a media type, such as text/html; charset=utf-8',
      (type) => typeof type === 'string' && /^[\w.+-]+\/[\w.+-]+(?:; ?[\w-]+=[\w-]+)*$/.test(type),
    ],
    'status?': [
      'a status from 200 to 599',
      (status) => Number.isInteger(status) && Number(status) >= 200 && Number(status) < 600,
    ],
    'cache?': seconds,
  })
  const { body, type = 'text/html; charset=utf-8', status = 200, cache = 0 } = options
  const page = reply({
    status,
    headers: { 'content-type': type, 'cache-control': cache ? `max-age=${cache}` : 'no-store' },
    body,
  })
  const size = Buffer.byteLength(page.body)
  if (size > 0 && (status === 204 || status === 304)) {
    throw badOption('staticPage', `no body with the status ${status}`, body)
  }
  if (size > originLimit) throw badOption('staticPage', 'a page below 1 MB', size)

  return function staticPage(ctx, next) {
    const { method } = ctx.request
    return method === 'GET' || method === 'HEAD' ? page : next()
  }
}

// https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/edge-function-restrictions-all.html
// The headers count too, and bytes count as their base64.
const originLimit = 1_048_576 - 1024
