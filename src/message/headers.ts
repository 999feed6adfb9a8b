import { EdgeError, show } from '../error.js'
import type { CloudFrontHeader, Trigger } from '../event.js'
import type { WritableHeaderName } from '../rules/headers.js'
import type { HeaderHolder } from './draft.js'

/** Headers to read. Names are case-insensitive. */
export interface ReadableHeaders extends Iterable<[name: string, value: string]> {
  /** All lines joined as HTTP says: with `, `, cookie lines with `; `. `undefined` where absent. */
  get(name: string): string | undefined
  /** One value per line, in order. */
  getAll(name: string): string[]
  has(name: string): boolean
}

/**
 * Headers to read and write, within what the triggers `T` may write: a literal name that CloudFront
 * would refuse there does not compile. Spelling, order and multiple lines of what is left alone stay.
 */
export interface WritableHeaders<T extends Trigger> extends ReadableHeaders {
  /**
   * Replaces the header; a list makes one line per value. A lower-case name is sent in CloudFront's
   * spelling (`x-foo` as `X-Foo`), any other as written; a header that exists keeps its spelling.
   *
   * @throws EdgeError `bad-header` for a name that is no token or a value with control characters.
   */
  set<Name extends string>(
    name: WritableHeaderName<Name, T>,
    value: string | readonly string[],
  ): void
  /** Adds a line behind those that are there. */
  append<Name extends string>(name: WritableHeaderName<Name, T>, value: string): void
  /** Removes all lines. Returns whether there were any. */
  delete<Name extends string>(name: WritableHeaderName<Name, T>): boolean
}

/** The one view on CloudFront's header objects; what a trigger may call of it is a matter of type. */
export class HeaderView implements ReadableHeaders {
  readonly #holder: HeaderHolder

  constructor(holder: HeaderHolder) {
    this.#holder = holder
  }

  /** The lines as CloudFront has them. Never change them: `replace` them. */
  lines(name: string): readonly CloudFrontHeader[] {
    return this.#holder.lines(lowerCase(name)) ?? noLines
  }

  /** Puts lines in place as they are, or removes the header where there are none. */
  replace(name: string, lines: readonly CloudFrontHeader[]): void {
    if (lines.length > 0) this.#holder.setLines(lowerCase(name), lines)
    else this.delete(name)
  }

  get(name: string): string | undefined {
    const lines = this.lines(name)
    if (lines.length === 0) return undefined
    if (lines.length === 1) return lines[0]!.value
    return this.getAll(name).join(lowerCase(name) === 'cookie' ? '; ' : ', ')
  }

  getAll(name: string): string[] {
    return this.lines(name).map((line) => line.value)
  }

  has(name: string): boolean {
    return this.lines(name).length > 0
  }

  set(name: string, value: string | readonly string[]): void {
    const { lower, key } = headerName(name)
    const old = this.lines(lower)
    if (typeof value === 'string') {
      this.#holder.setLines(lower, [headerLine(old[0]?.key ?? key, value)])
    } else {
      const lines = value.map((item, i) => headerLine((old[i] ?? old[0])?.key ?? key, item))
      this.replace(lower, lines)
    }
  }

  append(name: string, value: string): void {
    const { lower, key } = headerName(name)
    const old = this.lines(lower)
    this.#holder.setLines(lower, [...old, headerLine(old[0]?.key ?? key, value)])
  }

  delete(name: string): boolean {
    const lower = lowerCase(name)
    if (!this.has(lower)) return false
    this.#holder.setLines(lower, undefined)
    return true
  }

  *[Symbol.iterator](): IterableIterator<[name: string, value: string]> {
    for (const name of Object.keys(this.#holder.headers)) {
      for (const { value } of this.lines(name)) yield [name, value]
    }
  }
}

const noLines: readonly CloudFrontHeader[] = Object.freeze([])

interface HeaderName {
  readonly lower: string
  readonly key: string
}

// Names are nearly always literals in the code; the bound is for those that come from a viewer.
const names = new Map<string, HeaderName>()
const namesKept = 500

/** A header's name as the key of CloudFront's object and as its spelling on the wire. */
export function headerName(name: string): HeaderName {
  const known = names.get(name)
  if (known) return known
  // RFC 9110 section 5.6.2: a field name is a token. `__proto__` is one, and no header.
  if (typeof name !== 'string' || !/^[!#$%&'*+\-.^_`|~\w]+$/.test(name) || name === '__proto__') {
    throw new EdgeError(
      'bad-header',
      `Expected a header name made of letters, digits and hyphens, got ${show(name)}.`,
    )
  }
  const lower = name.toLowerCase()
  const key = name === lower ? lower.replace(/(^|-)[a-z]/g, (start) => start.toUpperCase()) : name
  const made = { lower, key }
  if (names.size < namesKept) names.set(name, made)
  return made
}

/** One line, its value checked: a line break in a value would let it write headers of its own. */
export function headerLine(key: string, value: string): CloudFrontHeader {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
  if (typeof value !== 'string' || /[\0-\x08\x0a-\x1f\x7f-\x9f]/.test(value)) {
    throw new EdgeError(
      'bad-header',
      `Expected the value of ${key} to be a string without control characters, got ${show(value)}.`,
    )
  }
  return { key, value }
}

function lowerCase(name: string): string {
  return names.get(name)?.lower ?? name.toLowerCase()
}
