import { SetCookieView } from '#set-cookies'
import { type ErrorReply, unexpected } from '../error.js'
import type { CloudFrontHeader, CloudFrontResponse } from '../event.js'
import type { ReplyHeaderName } from '../rules/headers.js'
import { Draft, type State } from './draft.js'
import { encode } from './encode.js'
import { headerName } from './header-name.js'
import { HeaderView, type WritableHeaders } from './headers.js'
import type { ResponseCookies } from './set-cookies.js'
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
  /** @internal */
  draft: Draft<CloudFrontResponse>
  /** As it was when it first became an answer. */
  private _fresh: State<CloudFrontResponse> | undefined

  /** @internal */
  constructor(response: CloudFrontResponse) {
    this.draft = new Draft(response)
  }

  /** 200 to 599. Setting it sets `statusDescription` to the standard phrase. */
  get status(): number {
    return Number(this.draft.get('status'))
  }

  set status(status: number) {
    writeStatus(this.draft, status)
  }

  get statusDescription(): string {
    return this.draft.get('statusDescription') ?? ''
  }

  set statusDescription(text: string) {
    this.draft.set('statusDescription', text)
  }

  get headers(): WritableHeaders<never> {
    return new HeaderView(this.draft)
  }

  /** The Set-Cookie lines. */
  get cookies(): ResponseCookies {
    return new SetCookieView(new HeaderView(this.draft))
  }

  /** As CloudFront gets it: base64 where `bodyEncoding` says so. */
  get body(): string {
    return this.draft.get('body') ?? ''
  }

  set body(body: string | Uint8Array) {
    writeBody(this.draft, body)
  }

  get bodyEncoding(): 'text' | 'base64' {
    return this.draft.get('bodyEncoding') ?? 'text'
  }

  /** The response as CloudFront takes it. @internal */
  get message(): CloudFrontResponse {
    return this.draft.message
  }

  /** An answer as this one was, or is, whose changes are its own. @internal */
  copy(state: State<CloudFrontResponse> = this.draft.state): Reply {
    const twin = new Reply(state.base)
    twin.draft.state = state
    return twin
  }

  /**
   * The reply for one message: this one, or, where it has been an answer before, what it was then. So
   * a reply that is made once and returned again and again does not gather what is done to it.
   *
   * @internal
   */
  take(): Reply {
    if (this._fresh) return this.copy(this._fresh)
    this._fresh = this.draft.state
    return this
  }
}

/**
 * Makes a reply the message of `draft`, without the default cache-control: from now on both names
 * write to one message. Returns whether it was another message before.
 */
export function moveInto(draft: Draft<CloudFrontResponse>, reply: Reply): boolean {
  if (reply.draft === draft) return false
  if (reply.draft.lines('cache-control') === noStore)
    reply.draft.setLines('cache-control', undefined)
  draft.state = reply.draft.state
  reply.draft = draft
  return true
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
  return make(init as ReplyInit)
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
    throw unexpected('bad-reply', 'a value that has JSON', value)
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
  content: string | Uint8Array,
): Required<Pick<CloudFrontResponse, 'body' | 'bodyEncoding'>> {
  const { encoding: bodyEncoding, data: body } = encode(content)
  return { body, bodyEncoding }
}

function typed<const Name extends string>(
  type: string,
  body: string,
  init: number | ReplyInit<Name> = {},
): Reply {
  const rest = (typeof init === 'number' ? { status: init } : init) as ReplyInit
  return make({ ...rest, body }, type)
}

function make(init: ReplyInit, type?: string): Reply {
  const { status = 200, statusDescription = reasonPhrase(status), body } = init
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
  if (type) headers['content-type'] ??= [{ key: 'Content-Type', value: type }]
  const response = { status: statusText(status), statusDescription, headers }
  return new Reply(body === undefined ? response : Object.assign(response, encodeBody(body)))
}
