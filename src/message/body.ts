import type { CloudFrontBody, CloudFrontRequest } from '../event.js'
import type { Draft } from './draft.js'
import { encode } from './encode.js'
import { badRequest, payloadTooLarge } from './http-errors.js'

export interface BodyOptions {
  /** Take what there is of a truncated body, instead of an error. Default false. */
  readonly partial?: boolean
}

/**
 * The body of a request, where the association asks for it with IncludeBody. CloudFront cuts it at
 * 40 KB in viewer-request and 1 MB in origin-request.
 *
 * To read a truncated body throws an EdgeError `payload-too-large`, which answers 413, unless
 * `partial` asks for it. Content-Length is CloudFront's: it follows a replaced body by itself.
 *
 * @example
 * ```ts
 * app.originRequest({ path: '/login', method: 'POST' }, (ctx, next) => {
 *   const form = ctx.request.body?.form()
 *   if (!form?.get('user')) return text('Who are you?', 400)
 *   return next()
 * })
 * ```
 */
export interface RequestBody {
  /** CloudFront cut the body, and what was cut is still all there is. False once it is replaced. */
  readonly truncated: boolean
  /** As UTF-8; what is not, reads as U+FFFD. A byte order mark is left out. */
  text(options?: BodyOptions): string
  /**
   * As JSON. The type is what you say it is: check what you rely on. A member named `__proto__` is
   * an own property of its object like any other; do not copy members by name onto other objects.
   *
   * @throws EdgeError `bad-request`, which answers 400, for what is not JSON.
   */
  json<T = unknown>(options?: BodyOptions): T
  /** As a form of type `application/x-www-form-urlencoded`, the one that browsers send by default. */
  form(options?: BodyOptions): URLSearchParams
  /** As bytes, in an array of your own. */
  bytes(options?: BodyOptions): Uint8Array
  /**
   * Sends the origin this body instead. CloudFront takes 40 KB in viewer-request and 1 MB in
   * origin-request, and a third more in base64, in which bytes are sent.
   *
   * @throws EdgeError `bad-body` for what is neither text nor bytes.
   */
  replace(data: string | Uint8Array): void
}

const none: CloudFrontBody = {
  inputTruncated: false,
  action: 'read-only',
  encoding: 'text',
  data: '',
}

/** A view on the body of a request's message. */
export class BodyView implements RequestBody {
  private readonly _draft: Draft<CloudFrontRequest>

  constructor(draft: Draft<CloudFrontRequest>) {
    this._draft = draft
  }

  get truncated(): boolean {
    const { inputTruncated, action } = this._body
    return inputTruncated && action !== 'replace'
  }

  text(options?: BodyOptions): string {
    return this._read(options)
      .toString('utf8')
      .replace(/^\ufeff/, '')
  }

  json<T = unknown>(options?: BodyOptions): T {
    const text = this.text(options)
    try {
      return JSON.parse(text)
    } catch {
      // Without the parser's own error, which quotes from the body: a body may hold a password.
      throw badRequest(`Expected a body of JSON, got ${text.length} characters that are not.`)
    }
  }

  form(options?: BodyOptions): URLSearchParams {
    // A "?" in front would be taken for the start of a query and dropped; an empty pair is no pair.
    return new URLSearchParams(`&${this.text(options)}`)
  }

  bytes(options?: BodyOptions): Uint8Array {
    // A copy, since a small Buffer shares its memory with others.
    return new Uint8Array(this._read(options))
  }

  replace(data: string | Uint8Array): void {
    this._draft.set('body', { ...this._body, action: 'replace', ...encode(data) })
  }

  private get _body(): CloudFrontBody {
    return this._draft.get('body') ?? none
  }

  private _read({ partial = false }: BodyOptions = {}): Buffer {
    if (this.truncated && !partial) {
      throw payloadTooLarge(
        'Expected a whole body, got a truncated one. Read it with { partial: true } if a part will do.',
      )
    }
    // Neither decoder throws: what is no base64 is passed over.
    return Buffer.from(this._body.data, this._body.encoding === 'base64' ? 'base64' : 'utf8')
  }
}
