import { forbidden, type Middleware } from 'ledge'
import { badOption, checkOptions, climbs, signer } from 'ledge/recipe-kit'

export interface SignedUrlOptions {
  /** At least 16 characters. A list for rotation: the first signs, all are taken. */
  readonly secret: string | readonly string[]
  /** The query parameter or cookie that has the ticket. Default `ticket`. */
  readonly parameter?: string
}

export interface SignOptions extends SignedUrlOptions {
  /** How long it is good, in seconds. */
  readonly seconds: number
  /** What it opens: one path, or with a `/*` at the end all below. Default: the path of the link. */
  readonly path?: string
}

/**
 * Lets in those who have a ticket for the path, in a link or in a cookie; others get 403. What
 * `signUrl` and `signTicket` make opens for GET, HEAD and OPTIONS, until its time is over. It is taken
 * out of the query and the cookies, so that all who have one share what the cache holds.
 *
 * A ticket for one path opens that spelling of it alone. It vouches for the path, not for the rest of
 * the query. CloudFront's own signed URLs cost no function and know addresses and start times; they want
 * an RSA or ECDSA key pair and three parameters. These here any language makes with one HMAC:
 * `<expires>.<base64url of the path>.<base64url of HMAC-SHA256 over "link:<expires>.<base64url…>">`.
 *
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-signed-urls.html
 *
 * @throws EdgeError `bad-option`.
 * @example
 * ```ts
 * import { ledge, redirect } from 'ledge'
 * import { signedUrl, signTicket } from 'ledge/recipes/signed-url'
 *
 * export const app = ledge()
 * const secret = process.env.LINK_SECRET ?? ''
 * app.viewerRequest('/video/*path', signedUrl({ secret }))
 * app.viewerRequest('/films/:id', (ctx) => {
 *   const reply = redirect(`/video/${ctx.params.id}/index.m3u8`)
 *   const ticket = signTicket({ secret, path: `/video/${ctx.params.id}/*`, seconds: 7200 })
 *   reply.cookies.set('ticket', ticket, { path: '/video', secure: true, httpOnly: true })
 *   return reply
 * })
 * ```
 */
export function signedUrl(options: SignedUrlOptions): Middleware<'viewer-request'> {
  checkOptions<SignedUrlOptions>('signedUrl', options, {
    secret: ['a secret', (value) => value !== undefined],
    'parameter?': ['a name of letters, digits, - and _', (value) => /^[\w-]+$/.test(String(value))],
  })
  const { secret, parameter = 'ticket' } = options
  const { open } = signer('link', secret)

  function opens(ticket: string | undefined, uri: string): boolean {
    const [expires = '', scope = ''] = open(ticket ?? '')?.split('.') ?? []
    const path = Buffer.from(scope, 'base64url').toString()
    return Number(expires) * 1000 > Date.now() && covers(path, uri)
  }

  return function signedUrl(ctx, next) {
    const { cookies, method, query, uri } = ctx.request
    const tickets = [query.get(parameter), cookies.get(parameter)]
    query.delete(parameter)
    cookies.delete(parameter)
    const isReading = ['GET', 'HEAD', 'OPTIONS'].includes(method)
    if (isReading && tickets.some((ticket) => opens(ticket, uri))) return next()
    return forbidden('There is no ticket for this path.')
  }
}

/** The URL, absolute or a path, with a ticket in its query. */
export function signUrl(url: string, options: SignOptions): string {
  const { pathname } = new URL(url, 'https://this.host.invalid')
  const ticket = signTicket({ ...options, path: options.path ?? pathname })
  const [link = '', fragment] = url.split('#')
  const signed = `${link}${link.includes('?') ? '&' : '?'}${options.parameter ?? 'ticket'}=${ticket}`
  return fragment === undefined ? signed : `${signed}#${fragment}`
}

/** A ticket for a cookie: one for many paths, where a link would be too long a list. */
export function signTicket(options: SignOptions & { readonly path: string }): string {
  const { secret, seconds, path } = options
  if (typeof path !== 'string' || !/^\/(?:[^*?#]*|(?:[^*?#]*\/)?\*)$/.test(path)) {
    throw badOption('signTicket', 'a path, perhaps with /* at its end', path)
  }
  if (!(seconds > 0 && Number.isFinite(seconds))) {
    throw badOption('signTicket', 'a number of seconds above 0', seconds)
  }
  const expires = Math.floor(Date.now() / 1000 + seconds)
  const text = `${expires}.${Buffer.from(path).toString('base64url')}`
  return signer('link', secret).sign(text)
}

/**
 * Whether a ticket's path is, or has below it, the path that is asked for. Below a folder nothing may
 * lead out of it again.
 */
function covers(path: string, uri: string): boolean {
  if (!path.endsWith('*')) return uri === path
  return uri.startsWith(path.slice(0, -1)) && !climbs(uri)
}
