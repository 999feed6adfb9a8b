import type { CloudFrontHeader, CloudFrontHeaders } from '../event.js'

/** A place that holds headers: a request, a response, a reply, an origin's custom headers. */
export interface HeaderHolder {
  /** For reading only. */
  readonly headers: CloudFrontHeaders
  setHeader(name: string, lines: readonly CloudFrontHeader[]): void
  deleteHeader(name: string): void
}

interface Message {
  readonly headers: CloudFrontHeaders
}

const none: CloudFrontHeaders = /* @__PURE__ */ Object.freeze({})

/**
 * A message that is copied on its first write. What came from CloudFront stays as it came, so that
 * an error can pass it on untouched, and a healthy request that changes nothing pays for no copy.
 *
 * Only two levels are ever copied, the message and its headers: everything below (a list of header
 * lines, an origin, a body) is replaced as a whole, never changed in place. That makes a snapshot
 * free: it is the current message, which the next write copies again.
 */
export class Draft<M extends Message> implements HeaderHolder {
  #message: M
  #ownMessage = false
  #ownHeaders = false

  constructor(message: M) {
    this.#message = message
  }

  /** The message as it now is. Never change it. */
  get message(): M {
    return this.#message
  }

  get headers(): CloudFrontHeaders {
    // People's unit tests hand over events without headers.
    return this.#message.headers ?? none
  }

  set<K extends keyof M>(key: K, value: M[K]): void {
    if (!this.#ownMessage) {
      this.#message = { ...this.#message }
      this.#ownMessage = true
    }
    this.#message[key] = value
  }

  setHeader(name: string, lines: readonly CloudFrontHeader[]): void {
    if (!this.#ownHeaders) this.#replaceHeaders({ ...this.headers })
    this.headers[name] = lines
  }

  deleteHeader(name: string): void {
    // A rebuilt object is several times cheaper than `delete`, which turns the old one into a
    // dictionary for everyone who reads it later.
    const { [name]: _, ...rest } = this.headers
    this.#replaceHeaders(rest)
  }

  /** The message as it now is, kept from later writes. */
  snapshot(): M {
    this.#ownMessage = false
    this.#ownHeaders = false
    return this.#message
  }

  /** Takes up a message that nobody else writes to: a snapshot, or one as it came. */
  restore(message: M): void {
    this.#message = message
    this.#ownMessage = false
    this.#ownHeaders = false
  }

  #replaceHeaders(headers: CloudFrontHeaders): void {
    this.set('headers', headers as M['headers'])
    this.#ownHeaders = true
  }
}
