import type { Middleware } from 'ledge'
import { badOption, checkOptions, isPage } from 'ledge/recipe-kit'

export interface ErrorPageOptions {
  /** By status, such as `404`, or `4xx` and `5xx` for all others of a class. */
  readonly pages: Readonly<Record<string, ErrorPage>>
  /** Seconds that browsers and CloudFront keep what it makes, 0 to 300. Default 10. */
  readonly cache?: number
}

/** Either a `body` or a `redirect`. */
export interface ErrorPage {
  /** At most 300,000 characters, which fit into CloudFront's 1 MB in any script. */
  readonly body?: string
  /** Content-Type of the body. Default `text/html; charset=utf-8`. */
  readonly type?: string
  /** 200 to 599. Default: the status stays; 302 for a redirect. */
  readonly status?: number
  /** A path of this host, or an https URL. */
  readonly redirect?: string
}

/**
 * Gives the origin's errors a page of your own, another status, or a redirect, for GET and HEAD. A 416
 * stays as it is: it tells a download where to go on.
 *
 * It runs on misses. What it makes is kept for a short time only, and has no cookies, since it is for
 * everyone. Errors that CloudFront makes by itself, as where no origin answers, do not come here:
 * CloudFront's custom error responses are for those, and for a page at the origin.
 *
 * @throws EdgeError `bad-option`.
 * @example
 * ```ts
 * import { ledge } from 'ledge'
 * import { errorPage } from 'ledge/recipes/error-page'
 *
 * export const app = ledge()
 * app.originResponse(
 *   errorPage({ pages: { 404: { body: '<h1>Not found</h1>' }, '5xx': { body: '<h1>Sorry</h1>' } } }),
 * )
 * ```
 */
export function errorPage(options: ErrorPageOptions): Middleware<'origin-response'> {
  checkOptions<ErrorPageOptions>('errorPage', options, {
    pages: ['pages by status, 4xx or 5xx', isTable],
    'cache?': ['0 to 300 seconds', (value) => Number.isInteger(value) && isWithin(value, 0, 300)],
  })
  const { pages, cache = 10 } = options
  for (const page of Object.values(pages)) checkPage(page)

  return function errorPage({ request: { method, uri }, response }, next) {
    const { status } = response
    const isMeant = status >= 400 && status !== 416 && (method === 'GET' || method === 'HEAD')
    const page = isMeant ? (pages[status] ?? pages[`${String(status)[0]}xx`]) : undefined
    if (!page) return next()
    const { body = '', type = 'text/html; charset=utf-8', redirect } = page
    // The page itself failed: its address once more would be a circle.
    if (redirect?.split('?')[0] === uri) return next()
    const newStatus = page.status ?? (redirect ? 302 : status)
    if (newStatus !== status) response.status = newStatus
    response.body = body
    response.headers.set('content-type', type)
    response.headers.set('cache-control', `max-age=${cache}`)
    for (const name of ['expires', 'set-cookie'] as const) response.headers.delete(name)
    if (redirect) response.headers.set('location', redirect)
    return next()
  }
}

function checkPage(page: ErrorPage): void {
  checkOptions<ErrorPage>('errorPage', page, {
    'body?': [
      'a text of at most 300,000 characters',
      (body) => typeof body === 'string' && body.length <= 300_000,
    ],
    'type?': [
      'a media type',
      (type) => /^[\w.+-]+\/[\w.+-]+(?:; ?[\w-]+=[\w-]+)*$/.test(String(type)),
    ],
    'status?': ['200 to 599', (value) => Number.isInteger(value) && isWithin(value, 200, 599)],
    'redirect?': ['a path of this host, or an https URL', isPage],
  })
  const { body, redirect, status = 302 } = page
  if ((body === undefined) === (redirect === undefined)) {
    throw badOption('errorPage', 'either a body or a redirect', page)
  }
  if (redirect !== undefined && ![301, 302, 303, 307, 308].includes(status)) {
    throw badOption('errorPage', 'the status of a redirect', status)
  }
}

function isTable(value: unknown): boolean {
  const names = typeof value === 'object' && value !== null ? Object.keys(value) : []
  return names.length > 0 && names.every((name) => /^[45](?:\d\d|xx)$/.test(name) && name !== '416')
}

function isWithin(value: unknown, least: number, most: number): boolean {
  return Number(value) >= least && Number(value) <= most
}
