import fc from 'fast-check'
import type { Trigger } from '../event.js'
import { isDisallowed } from '../rules/header-access.js'
import { originRequestEvent, originResponseEvent } from './origin-events.js'
import type { BodyInit, RequestInit } from './request-init.js'
import type { ResponseInit } from './response-init.js'
import type { TriggerEvent } from './trigger-event.js'
import { viewerRequestEvent, viewerResponseEvent } from './viewer-events.js'

/** Paths with a leading slash: tidy ones, and those that get around a careless check. */
export function anyUri(): fc.Arbitrary<string> {
  const segment = fc.oneof(
    fc.stringMatching(/^[\w.~-]{0,12}$/),
    fc.constantFrom('.', '..', '%2e%2e', '%2F', '%5c', '%00', '%0d%0a', '%61', 'ACCOUNT', ';a=b'),
    // Malformed percent-encoding, half of a UTF-8 sequence, and other than ASCII.
    fc.constantFrom('%', '%4', '%zz', '%c3', '%ff%fe', 'ü', '\u{1f600}', '\\', ':', '@', '*'),
    fc.constantFrom('constructor', '__proto__', 'toString'),
  )
  return fc.array(segment, { maxLength: 6 }).map((segments) => `/${segments.join('/')}`)
}

/** Query strings without the `?`: repeated names, empty pairs, malformed encoding. */
export function anyQuerystring(): fc.Arbitrary<string> {
  const text = fc.oneof(
    fc.stringMatching(/^[\w.~-]{0,8}$/),
    fc.constantFrom('%', '%zz', '%00', '+', '__proto__', 'constructor', '//evil.example', '%26'),
  )
  const pair = fc.oneof(
    fc.tuple(text, text).map(([name, value]) => `${name}=${value}`),
    text,
    fc.constant(''),
  )
  return fc.array(pair, { maxLength: 5 }).map((pairs) => pairs.join('&'))
}

/** Headers that can be on the wire, one value per line: usual and hostile ones. */
export function anyHeaders(): fc.Arbitrary<Record<string, string[]>> {
  const name = fc.oneof(
    fc.constantFrom(
      'accept',
      'accept-language',
      'origin',
      'referer',
      'user-agent',
      'authorization',
    ),
    fc.constantFrom('if-none-match', 'range', 'x-forwarded-for', 'x-forwarded-host', 'constructor'),
    fc.stringMatching(/^x-[a-z\d-]{1,12}$/).filter((name) => !isDisallowed(name)),
  )
  const value = fc.oneof(
    fc.stringMatching(/^[ -~]{0,40}$/),
    fc.constantFrom('', ',', ';q=', '*/*;q=nan', "' OR 1=1", '<script>', 'a'.repeat(500), 'ü'),
  )
  return fc.dictionary(name, fc.array(value, { minLength: 1, maxLength: 3 }), { maxKeys: 8 })
}

/** What a Cookie header may hold: cookies, and what only looks like some. */
export function anyCookies(): fc.Arbitrary<string> {
  const text = fc.oneof(
    fc.stringMatching(/^[\w.~-]{1,10}$/),
    fc.constantFrom('sid', '__proto__', 'constructor', '%', '%zz', '"quoted"', ''),
  )
  const cookie = fc.oneof(
    fc.tuple(text, text).map(([name, value]) => `${name}=${value}`),
    fc.constantFrom('', '=', '=value', 'name', ' ', 'a=b=c'),
  )
  return fc.array(cookie, { maxLength: 6 }).map((cookies) => cookies.join('; '))
}

/**
 * Events as CloudFront could send them, of one trigger or of any.
 *
 * @example
 * ```ts
 * await fc.assert(
 *   fc.asyncProperty(anyEvent('viewer-request'), async (event) => {
 *     expect((await run(app, event)).kind).not.toBe('failed')
 *   }),
 * )
 * ```
 */
export function anyEvent<T extends Trigger = Trigger>(trigger?: T): fc.Arbitrary<TriggerEvent<T>> {
  const triggers = trigger ? [trigger] : (Object.keys(builders) as T[])
  return fc
    .record({
      trigger: fc.constantFrom(...triggers),
      uri: anyUri(),
      querystring: anyQuerystring(),
      method: fc.constantFrom('GET', 'HEAD', 'OPTIONS', 'POST', 'PUT', 'PATCH', 'DELETE'),
      clientIp: fc.oneof(fc.ipV4(), fc.ipV6()),
      headers: anyHeaders(),
      cookie: anyCookies(),
      body: fc.option(fc.oneof(fc.string(), fc.uint8Array()), { nil: undefined }),
      status: fc.constantFrom(200, 204, 206, 301, 304, 403, 404, 416, 500, 503),
      responseHeaders: anyHeaders(),
    })
    .map((parts) => builders[parts.trigger](parts) as TriggerEvent<T>)
}

interface Parts {
  readonly uri: string
  readonly querystring: string
  readonly method: string
  readonly clientIp: string
  readonly headers: Readonly<Record<string, string[]>>
  readonly cookie: string
  readonly body: string | Uint8Array | undefined
  readonly status: number
  readonly responseHeaders: Readonly<Record<string, string[]>>
}

const builders: Readonly<Record<Trigger, (parts: Parts) => TriggerEvent>> = {
  'viewer-request': (parts) => viewerRequestEvent(target(parts), request(parts)),
  'origin-request': (parts) => originRequestEvent(target(parts), request(parts)),
  'origin-response': (parts) => originResponseEvent(target(parts), response(parts)),
  'viewer-response': (parts) => viewerResponseEvent(target(parts), response(parts)),
}

function target({ uri, querystring }: Parts): string {
  return querystring === '' ? uri : `${uri}?${querystring}`
}

function request({ method, clientIp, headers, cookie, body }: Parts): RequestInit & BodyInit {
  return {
    method,
    clientIp,
    headers: cookie === '' ? headers : { ...headers, cookie },
    ...(body !== undefined && /^P|DELETE/.test(method) && { body }),
  }
}

function response(parts: Parts): ResponseInit & { request: RequestInit } {
  const { body: _, ...sent } = request(parts)
  return { status: parts.status, headers: parts.responseHeaders, request: sent }
}
