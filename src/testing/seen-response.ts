import type { CloudFrontResponse } from '../event.js'
import type { ReadableCookies } from '../message/cookies.js'
import { Draft } from '../message/draft.js'
import type { ReadableHeaders } from '../message/headers.js'
import { PassingResponseView } from '../message/response.js'

/** A response to look at. */
export class SeenResponse {
  readonly #message: CloudFrontResponse
  readonly #view: PassingResponseView

  constructor(message: CloudFrontResponse) {
    this.#message = message
    this.#view = new PassingResponseView(new Draft(message))
  }

  get status(): number {
    return this.#view.status
  }

  get statusDescription(): string {
    return this.#view.statusDescription
  }

  get headers(): ReadableHeaders {
    return this.#view.headers
  }

  /** Those that it sets. */
  get cookies(): ReadableCookies {
    return this.#view.cookies
  }

  /** As text; `undefined` where a function put in none, and CloudFront sends the origin's. */
  get body(): string | undefined {
    const { body, bodyEncoding } = this.#message
    return bodyEncoding === 'base64' && typeof body === 'string'
      ? Buffer.from(body, 'base64').toString()
      : body
  }

  /** The bytes of `body`, for what is no text. */
  get bytes(): Uint8Array {
    const { body = '', bodyEncoding } = this.#message
    return Buffer.from(body, bodyEncoding === 'base64' ? 'base64' : 'utf8')
  }
}
