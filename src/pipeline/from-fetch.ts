import { EdgeError, show } from '../error.js'
import type { RequestTrigger } from '../event.js'
import { type Reply, reply } from '../message/reply.js'
import type { RequestView } from '../message/request.js'
import { isDisallowed } from '../rules/header-access.js'
import { combine } from './invoke.js'
import type { Middleware } from './middleware.js'

/** A function of the Fetch standard, such as the `fetch` of a Hono app. */
export type FetchHandler = (request: Request) => Response | Promise<Response>

export interface FromFetchOptions {
  /**
   * The status that means *not mine*: the message goes on as it came. Default 404, so that the app
   * does not swallow every path it does not know; `false` makes every response an answer.
   */
  readonly passThrough?: number | false
}

/**
 * Mounts a fetch-style app in a request trigger. Its response is the answer, without the headers that
 * CloudFront sets itself.
 *
 * The first use loads Node's fetch, which takes some 20 ms of a cold start: nothing else in Ledge does.
 *
 * @example
 * ```ts
 * const api = new Hono().get('/api/time', (c) => c.json({ now: Date.now() }))
 * app.viewerRequest('/api/*rest', fromFetch(api.fetch))
 * ```
 */
export function fromFetch<T extends RequestTrigger>(
  handler: FetchHandler,
  options: FromFetchOptions = {},
): Middleware<T> {
  if (typeof handler !== 'function') {
    throw new EdgeError(
      'bad-registration',
      `fromFetch: expected a function of a Request, got ${show(handler)}.`,
    )
  }
  const { passThrough = 404 } = options
  return combine(async function fromFetch(ctx, next) {
    const response = await handler(toRequest(ctx.request, ctx.signal))
    return response.status === passThrough ? next() : toReply(response)
  }, [])
}

function toRequest(request: RequestView, signal: AbortSignal): Request {
  const host = request.headers.get('host') ?? 'localhost'
  const query = request.querystring === '' ? '' : `?${request.querystring}`
  const headers = new Headers()
  for (const [name, value] of request.headers) headers.append(name, value)
  const { method } = request
  const body = method === 'GET' || method === 'HEAD' ? undefined : request.body?.bytes()
  return new Request(`https://${host}${request.uri}${query}`, { method, headers, body, signal })
}

async function toReply(response: Response): Promise<Reply> {
  const headers: Record<string, string[]> = {}
  for (const [name, value] of response.headers) {
    if (name === 'set-cookie' || isDisallowed(name) || computed.includes(name)) continue
    headers[name] = [value]
  }
  const cookies = response.headers.getSetCookie()
  if (cookies.length > 0) headers['set-cookie'] = cookies
  const bytes = new Uint8Array(await response.arrayBuffer())
  const { status, statusText } = response
  return reply({
    status,
    ...(statusText && { statusDescription: statusText }),
    headers,
    ...(bytes.length > 0 && {
      body: isText(response.headers.get('content-type')) ? decode(bytes) : bytes,
    }),
  })
}

/** CloudFront works these out itself, and refuses them from a function. */
const computed = ['content-length', 'transfer-encoding', 'via']

function isText(type: string | null): boolean {
  return /^(text\/|application\/(.*\+)?(json|xml|javascript)\b)/.test(type ?? '')
}

function decode(bytes: Uint8Array): string {
  return new TextDecoder().decode(bytes)
}
