import { SetCookieView } from '#set-cookies'
import type { CloudFrontResponse, Trigger } from '../event.js'
import type { Draft } from './draft.js'
import { HeaderView, type WritableHeaders } from './headers.js'
import { writeBody, writeStatus } from './reply.js'
import type { ResponseCookies } from './set-cookies.js'

/** The response on its last leg: its headers may change, its status may not. */
export interface PassingResponse<T extends Trigger> {
  readonly status: number
  readonly statusDescription: string
  readonly headers: WritableHeaders<T>
  /** The Set-Cookie lines. */
  readonly cookies: ResponseCookies
}

/** The origin's response before it is cached. */
export interface OriginResponse<T extends Trigger> extends PassingResponse<T> {
  /** 200 to 599. Setting it sets `statusDescription` to the standard phrase. */
  get status(): number
  set status(status: number)
  get statusDescription(): string
  set statusDescription(text: string)
  /**
   * CloudFront never shows the origin's body; a body set here takes its place, '' removes it. What
   * described the old body (its encoding, length, validators) is dropped with it, so set such headers
   * after the body.
   */
  get body(): undefined
  set body(body: string | Uint8Array)
}

/** Headers that describe a body's bytes, and lie once the body is another. RFC 9110 section 8. */
const bodyHeaders = [
  'content-encoding',
  'content-length',
  'content-md5',
  'content-range',
  'etag',
  'last-modified',
  'accept-ranges',
]

/** One view for both; what a trigger may write is a matter of type, and of the subclass. */
export class PassingResponseView implements PassingResponse<never> {
  protected readonly draft: Draft<CloudFrontResponse>
  private _headers: HeaderView | undefined

  constructor(draft: Draft<CloudFrontResponse>) {
    this.draft = draft
  }

  get status(): number {
    return Number(this.draft.get('status'))
  }

  get statusDescription(): string {
    return this.draft.get('statusDescription') ?? ''
  }

  get headers(): HeaderView {
    this._headers ??= new HeaderView(this.draft)
    return this._headers
  }

  get cookies(): SetCookieView {
    return new SetCookieView(this.headers)
  }
}

export class OriginResponseView extends PassingResponseView implements OriginResponse<never> {
  override get status(): number {
    return super.status
  }

  override set status(status: number) {
    writeStatus(this.draft, status)
  }

  override get statusDescription(): string {
    return super.statusDescription
  }

  override set statusDescription(text: string) {
    this.draft.set('statusDescription', text)
  }

  get body(): undefined {
    return undefined
  }

  set body(body: string | Uint8Array) {
    writeBody(this.draft, body)
    for (const name of bodyHeaders) this.headers.delete(name)
  }
}
