import { added, entries, kept, replaced, sorted, valuesOf } from '#query-list'
import { isOf, type QueryValue, readValue } from './query-pair.js'
import type { Selection } from './selection.js'

/**
 * The query string as ordered pairs, decoded as `URLSearchParams` decodes: `+` is a space, a
 * malformed `%` stays as it is, nothing throws. Names are case-sensitive and may occur repeatedly.
 */
export interface ReadableQuery extends Iterable<[name: string, value: string]> {
  /** The first value of that name; `''` for `?a` and `?a=`, `undefined` where there is none. */
  get(name: string): string | undefined
  /** All values of that name, in order. */
  getAll(name: string): string[]
  has(name: string): boolean
}

/**
 * The query string to read and write. What a call does not touch goes out as it came, to the byte:
 * order, case, encoding, `a` or `a=`, empty pairs. What is written is percent-encoded, a space as
 * `%20`.
 *
 * @example
 * ```ts
 * // ?utm_source=mail&Size=L&size=XL
 * ctx.request.query.delete('utm_source')
 * ctx.request.query.set('size', 'xl')
 * ctx.request.querystring // 'Size=L&size=xl'
 * ```
 */
export interface WritableQuery extends ReadableQuery {
  /**
   * Puts the value, or a list of values one after another, in the place of the first pair of that
   * name, and removes the further ones. A new name goes to the end; an empty list deletes.
   *
   * @throws EdgeError `bad-query` for a value that is no string, number or boolean.
   */
  set(name: string, value: QueryValue | readonly QueryValue[]): void
  /** Adds a pair, or one for each value of a list, at the end. Throws as `set` does. */
  append(name: string, value: QueryValue | readonly QueryValue[]): void
  /** Removes all pairs of that name. Returns whether there were any. */
  delete(name: string): boolean
  /**
   * Orders the pairs by name, as `URLSearchParams` does, so that `?b=2&a=1` and `?a=1&b=2` share a
   * cache entry. Pairs of one name keep their order; empty pairs go.
   */
  sort(): void
  /**
   * Removes all but the pairs of these names, or those for which the function returns true. Empty
   * pairs go too.
   */
  keep(selection: Selection): void
}

/** A view on a request's `querystring`, which stays the only place where the query is kept. */
export class Query implements WritableQuery {
  private readonly _target: { querystring: string }

  constructor(target: { querystring: string }) {
    this._target = target
  }

  get(name: string): string | undefined {
    return find(this._text, name)
  }

  getAll(name: string): string[] {
    return valuesOf(this._pairs(), name)
  }

  has(name: string): boolean {
    return this.get(name) !== undefined
  }

  set(name: string, value: QueryValue | readonly QueryValue[]): void {
    this._replace(replaced(this._pairs(), name, value))
  }

  append(name: string, value: QueryValue | readonly QueryValue[]): void {
    this._replace(added(this._pairs(), name, value))
  }

  delete(name: string): boolean {
    return this._replace(this._pairs().filter((pair) => !isOf(pair, name)))
  }

  sort(): void {
    this._replace(sorted(this._pairs()))
  }

  keep(selection: Selection): void {
    this._replace(kept(this._pairs(), selection))
  }

  [Symbol.iterator](): Iterator<[name: string, value: string]> {
    return entries(this._pairs())[Symbol.iterator]()
  }

  private get _text(): string {
    // People's unit tests hand over events without a query string.
    return this._target.querystring ?? ''
  }

  /** The pairs as they are written; between two `&` there may be nothing. */
  private _pairs(): string[] {
    return this._text === '' ? [] : this._text.split('&')
  }

  /** Returns whether that changed anything; only then the request is written to. */
  private _replace(pairs: readonly string[]): boolean {
    const text = pairs.join('&')
    if (text === this._text) return false
    this._target.querystring = text
    return true
  }
}

/** The value of the first pair of that name, without a look at the rest: the most frequent question. */
function find(text: string, name: string): string | undefined {
  for (let start = 0, end = 0; start < text.length; start = end + 1) {
    end = text.indexOf('&', start)
    if (end === -1) end = text.length
    const pair = text.slice(start, end)
    if (isOf(pair, name)) return readValue(pair)
  }
  return undefined
}
