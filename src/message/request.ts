import { EdgeError, show } from '../error.js'
import type { CloudFrontRequest, Trigger } from '../event.js'
import { BodyView, type RequestBody } from './body.js'
import { CookieView, type ReadableCookies, type RequestCookies } from './cookies.js'
import { Draft } from './draft.js'
import { HeaderView, type ReadableHeaders, type WritableHeaders } from './headers.js'
import { Query, type ReadableQuery, type WritableQuery } from './query.js'

/** The request as response triggers show it: what was asked, after the request triggers' changes. */
export interface ReadableRequest {
  /** The address of the TCP peer, IPv4 or IPv6. */
  readonly clientIp: string
  readonly method: string
  /** The path, percent-encoded, without the query string. */
  readonly uri: string
  /** Without the `?`. */
  readonly querystring: string
  /** The query string by name. */
  readonly query: ReadableQuery
  readonly headers: ReadableHeaders
  readonly cookies: ReadableCookies
}

/** The request on its way in, to read and to change. */
export interface WritableRequest<T extends Trigger> extends ReadableRequest {
  /**
   * The path that goes on, percent-encoded. Later steps match on it; CloudFront's behavior and its
   * origin stay those of the path the viewer asked for.
   *
   * @throws EdgeError `bad-uri` when set to something without a leading `/` or with `?` or `#`.
   */
  uri: string
  /** Without the `?`. @throws EdgeError `bad-query` when set to something with a space, a control character or `#`. */
  querystring: string
  readonly query: WritableQuery
  readonly headers: WritableHeaders<T>
  /** The Cookie lines: edits change what later triggers and the origin see. */
  readonly cookies: RequestCookies
  /** `undefined` unless the association asks for it with IncludeBody. */
  readonly body: RequestBody | undefined
}

/** One view for both; what a trigger may write is a matter of type, and of the draft's own refusal. */
export class RequestView implements WritableRequest<never> {
  readonly #draft: Draft<CloudFrontRequest>
  #headers: HeaderView | undefined
  #query: Query | undefined
  #cookies: CookieView | undefined
  #body: BodyView | undefined

  constructor(draft: Draft<CloudFrontRequest>) {
    this.#draft = draft
  }

  get clientIp(): string {
    return this.#draft.get('clientIp')
  }

  get method(): string {
    return this.#draft.get('method')
  }

  get uri(): string {
    return this.#draft.get('uri')
  }

  set uri(uri: string) {
    // https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/lambda-event-structure.html
    if (typeof uri !== 'string' || !/^\/[^?#]*$/.test(uri)) {
      throw new EdgeError(
        'bad-uri',
        `Expected a uri that starts with "/" and holds no "?" or "#", got ${show(uri)}.`,
      )
    }
    this.#draft.set('uri', uri)
  }

  get querystring(): string {
    return this.#draft.get('querystring') ?? ''
  }

  set querystring(querystring: string) {
    if (typeof querystring !== 'string' || /[\0-\x20\x7f#]/.test(querystring)) {
      throw new EdgeError(
        'bad-query',
        `Expected a query string without spaces, control characters and "#", got ${show(querystring)}.`,
      )
    }
    this.#draft.set('querystring', querystring)
  }

  get headers(): HeaderView {
    this.#headers ??= new HeaderView(this.#draft)
    return this.#headers
  }

  get query(): Query {
    this.#query ??= new Query(this)
    return this.#query
  }

  get cookies(): CookieView {
    this.#cookies ??= new CookieView(this.headers)
    return this.#cookies
  }

  get body(): BodyView | undefined {
    if (!this.#draft.get('body')) return undefined
    this.#body ??= new BodyView(this.#draft)
    return this.#body
  }
}

/** A draft that refuses to be written: the request of a response trigger. */
export class FixedDraft extends Draft<CloudFrontRequest> {
  override set(): never {
    throw readOnly()
  }

  override setLines(): never {
    throw readOnly()
  }
}

function readOnly(): EdgeError {
  return new EdgeError(
    'read-only',
    'A response trigger cannot change the request: CloudFront would ignore it.',
  )
}
