import { EdgeError, type ErrorReply, show } from '../error.js'
import type { CloudFrontHeader, CloudFrontResponse } from '../event.js'
import type { ReplyHeaderName } from '../rules/headers.js'
import { Draft, type Snapshot } from './draft.js'
import { headerName } from './header-name.js'
import { HeaderView, type WritableHeaders } from './headers.js'
import { type ResponseCookies, SetCookieView } from './set-cookies.js'
import { reasonPhrase, statusText } from './status.js'

/** What a header of a reply may be: a value, or one value per line. */
type HeaderValue<Name extends string> =
  ReplyHeaderName<Name> extends Name ? string | readonly string[] : ReplyHeaderName<Name>

export interface ReplyInit<Name extends string = string> {
  /** 200 to 599. Default 200. */
  readonly status?: number
  /** Default: the standard phrase of the status. */
  readonly statusDescription?: string
  readonly headers?: { readonly [Key in Name]: HeaderValue<Key> }
  /**
   * Bytes go out base64-encoded. CloudFront takes 40 KB in viewer-request and 1 MB in origin
   * triggers, headers included.
   */
  readonly body?: string | Uint8Array
}

// One array for all, so that a look at it tells whether anyone has set or deleted the header since.
const noStore: readonly CloudFrontHeader[] = [{ key: 'Cache-Control', value: 'no-store' }]

/**
 * An answer made at the edge. A middleware that returns one ends the way in; the steps around it and
 * `onReply` may still change it on the way out.
 */
export class Reply {
  private _draft: Draft<CloudFrontResponse>
  private _headers: HeaderView | undefined
  private _cookies: SetCookieView | undefined
  /** As it was when it first became an answer. */
  private _fresh: Snapshot<CloudFrontResponse> | undefined

  /** @internal */
  constructor(response: CloudFrontResponse) {
    this._draft = new Draft(response)
  }

  /** 200 to 599. Setting it sets `statusDescription` to the standard phrase. */
  get status(): number {
    return Number(this._draft.get('status'))
  }

  set status(status: number) {
    writeStatus(this._draft, status)
  }

  get statusDescription(): string {
    return this._draft.get('statusDescription') ?? ''
  }

  set statusDescription(text: string) {
    this._draft.set('statusDescription', text)
  }

  get headers(): WritableHeaders<never> {
    this._headers ??= new HeaderView(this._draft)
    return this._headers
  }

  /** The Set-Cookie lines. */
  get cookies(): ResponseCookies {
    this._cookies ??= new SetCookieView(this.headers as HeaderView)
    return this._cookies
  }

  /** As CloudFront gets it: base64 where `bodyEncoding` says so. */
  get body(): string {
    return this._draft.get('body') ?? ''
  }

  set body(body: string | Uint8Array) {
    writeBody(this._draft, body)
  }

  get bodyEncoding(): 'text' | 'base64' {
    return this._draft.get('bodyEncoding') ?? 'text'
  }

  /** The response as CloudFront takes it. @internal */
  get message(): CloudFrontResponse {
    return this._draft.message
  }

  /** The same answer, whose changes are its own. @internal */
  copy(): Reply {
    return this._at(this._draft.snapshot())
  }

  /**
   * The reply for one message: this one, or, where it has been an answer before, what it was then. So
   * a reply that is made once and returned again and again does not gather what is done to it.
   *
   * @internal
   */
  take(): Reply {
    if (this._fresh) return this._at(this._fresh)
    this._fresh = this._draft.snapshot()
    return this
  }

  private _at(state: Snapshot<CloudFrontResponse>): Reply {
    const twin = new Reply(state.base)
    twin._draft.restore(state)
    return twin
  }

  /**
   * Makes this reply the message of `draft`, without the default cache-control: from now on both
   * names write to one message. Returns whether it was another message before.
   *
   * @internal
   */
  moveInto(draft: Draft<CloudFrontResponse>): boolean {
    if (this._draft === draft) return false
    if (this._draft.lines('cache-control') === noStore)
      this._draft.setLines('cache-control', undefined)
    draft.restore(this._draft.snapshot())
    this._draft = draft
    this._headers = undefined
    this._cookies = undefined
    return true
  }
}

/**
 * An answer with this status, these headers and this body.
 *
 * In request triggers it carries `cache-control: no-store` unless you set or delete that header:
 * what origin-request answers would else be cached for a day. A behavior with a MinTTL above 0
 * caches it all the same, so answers for one visitor belong in viewer-request.
 *
 * @throws EdgeError `bad-reply` for a status outside 200 to 599, `bad-header` for a bad name or value.
 * @example
 * ```ts
 * app.viewerRequest('/health', () =>
 *   reply({ status: 200, headers: { 'content-type': 'text/plain' }, body: 'fine' }),
 * )
 * ```
 */
export function reply<const Name extends string>(init: ReplyInit<Name> = {}): Reply {
  const status = init.status ?? 200
  const headers: Record<string, readonly CloudFrontHeader[]> = {}
  const given = init.headers as Readonly<Record<string, string | readonly string[]>> | undefined
  for (const name in given) {
    const value = given[name]
    if (value === undefined) continue
    const header = headerName(name)
    headers[header.lower] =
      typeof value === 'string' ? [header.line(value)] : value.map((item) => header.line(item))
  }
  headers['cache-control'] ??= noStore
  const response: { -readonly [K in keyof CloudFrontResponse]: CloudFrontResponse[K] } = {
    status: statusText(status),
    statusDescription: init.statusDescription ?? reasonPhrase(status),
    headers,
  }
  if (init.body !== undefined) Object.assign(response, encodeBody(init.body))
  return new Reply(response)
}

/** `body` as plain text in UTF-8. */
export function text<const Name extends string>(
  body: string,
  init?: number | ReplyInit<Name>,
): Reply {
  return typed('text/plain; charset=utf-8', body, init)
}

/** `body` as an HTML page in UTF-8. It is sent as given: escape what is not yours. */
export function html<const Name extends string>(
  body: string,
  init?: number | ReplyInit<Name>,
): Reply {
  return typed('text/html; charset=utf-8', body, init)
}

/**
 * `value` as JSON.
 *
 * @throws EdgeError `bad-reply` for what has no JSON (`undefined`, a function).
 */
export function json<const Name extends string>(
  value: unknown,
  init?: number | ReplyInit<Name>,
): Reply {
  const body = JSON.stringify(value)
  if (body === undefined) {
    throw new EdgeError('bad-reply', `Expected a value that has JSON, got ${show(value)}.`)
  }
  return typed('application/json', body, init)
}

/** The answer that an error carries, where it carries one. */
export function errorReply({ status, headers, body }: ErrorReply): Reply {
  return text(body ?? reasonPhrase(status), { status, headers })
}

export function writeStatus(draft: Draft<CloudFrontResponse>, status: number): void {
  draft.set('status', statusText(status))
  draft.set('statusDescription', reasonPhrase(status))
}

export function writeBody(draft: Draft<CloudFrontResponse>, body: string | Uint8Array): void {
  const encoded = encodeBody(body)
  draft.set('body', encoded.body)
  draft.set('bodyEncoding', encoded.bodyEncoding)
}

function encodeBody(
  body: string | Uint8Array,
): Required<Pick<CloudFrontResponse, 'body' | 'bodyEncoding'>> {
  if (typeof body === 'string') return { body, bodyEncoding: 'text' }
  if (body instanceof Uint8Array) {
    const bytes = Buffer.from(body.buffer, body.byteOffset, body.byteLength)
    return { body: bytes.toString('base64'), bodyEncoding: 'base64' }
  }
  throw new EdgeError('bad-reply', `Expected a body of text or bytes, got ${show(body)}.`)
}

function typed<const Name extends string>(
  type: string,
  body: string,
  init: number | ReplyInit<Name> = {},
): Reply {
  const rest: ReplyInit<Name> = typeof init === 'number' ? { status: init } : init
  const made = reply({ ...rest, body })
  if (!made.headers.has('content-type')) made.headers.set('content-type', type)
  return made
}
