import { BodyView } from '#body'
import { Query } from '#query'
import { EdgeError, unexpected } from '../error.js'
import type { CloudFrontRequest, Trigger } from '../event.js'
import type { RequestBody } from './body.js'
import { CookieView, type ReadableCookies, type RequestCookies } from './cookies.js'
import { Draft } from './draft.js'
import { HeaderView, type ReadableHeaders, type WritableHeaders } from './headers.js'
import type { ReadableQuery, WritableQuery } from './query.js'

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
  private readonly _draft: Draft<CloudFrontRequest>
  private _headers: HeaderView | undefined

  constructor(draft: Draft<CloudFrontRequest>) {
    this._draft = draft
  }

  get clientIp(): string {
    return this._draft.get('clientIp')
  }

  get method(): string {
    return this._draft.get('method')
  }

  get uri(): string {
    return this._draft.get('uri')
  }

  set uri(uri: string) {
    // https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/lambda-event-structure.html
    if (typeof uri !== 'string' || uri[0] !== '/' || /[?#]/.test(uri)) {
      throw unexpected('bad-uri', 'a uri that starts with "/", without "?" and "#"', uri)
    }
    this._draft.set('uri', uri)
  }

  get querystring(): string {
    return this._draft.get('querystring') ?? ''
  }

  set querystring(querystring: string) {
    if (typeof querystring !== 'string' || /[\0-\x20\x7f#]/.test(querystring)) {
      throw unexpected('bad-query', 'text without spaces, control characters and "#"', querystring)
    }
    this._draft.set('querystring', querystring)
  }

  get headers(): HeaderView {
    this._headers ??= new HeaderView(this._draft)
    return this._headers
  }

  get query(): Query {
    return new Query(this)
  }

  get cookies(): CookieView {
    return new CookieView(this.headers)
  }

  get body(): BodyView | undefined {
    return this._draft.get('body') && new BodyView(this._draft)
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
