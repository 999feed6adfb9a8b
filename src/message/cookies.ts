import { unexpected } from '../error.js'
import type { HeaderView } from './headers.js'
import { percentEncode } from './percent.js'
import { type Selection, selects } from './selection.js'

/** Cookies to read: values percent-decoded, or as they are where that fails. */
export interface ReadableCookies {
  get(name: string): string | undefined
  has(name: string): boolean
  /** All of them in an object without prototype, so that `all()['constructor']` is undefined. */
  all(): Record<string, string>
}

/**
 * The cookies of a request, from all its Cookie lines; of two with one name the first counts, which
 * is the one with the longer path (RFC 6265 section 5.4). Quotes are part of a value.
 *
 * A write changes what the origin sees, not what the browser keeps. Other cookies keep every byte,
 * and a Cookie line that nothing is left of goes.
 *
 * @example
 * ```ts
 * const variant = ctx.request.cookies.get('ab') ?? 'a'
 * ctx.request.cookies.keep(['session']) // no analytics for the origin
 * ```
 */
export interface RequestCookies extends ReadableCookies {
  /**
   * Puts a cookie in the place of the first of that name, without the further ones, or at the end.
   * The value is percent-encoded.
   *
   * @throws EdgeError `bad-cookie` for a name that has blanks, `;`, `=` or other than ASCII in it.
   */
  set(name: string, value: string): void
  /** Removes all cookies of that name. Returns whether there were any. */
  delete(name: string): boolean
  /** Removes all but the cookies of these names, or those for which the function returns true. */
  keep(selection: Selection): void
}

/**
 * A view on the Cookie lines of a request. It reads what `parseCookie` of the package `cookie`
 * reads, without it: a search for one name costs a tenth of parsing all, and a function that only
 * looks at cookies does not carry the package, which writes Set-Cookie lines.
 */
export class CookieView implements RequestCookies {
  private readonly _headers: HeaderView

  constructor(headers: HeaderView) {
    this._headers = headers
  }

  get(name: string): string | undefined {
    // No cookie that a server sets has such a name, but a Cookie line can hold one.
    if (!/^[^ \t;=]+$/.test(name)) return this.all()[name]
    for (const line of this._headers.lines('cookie')) {
      const value = find(line.value, name)
      if (value !== undefined) return decode(value)
    }
    return undefined
  }

  has(name: string): boolean {
    return this.get(name) !== undefined
  }

  all(): Record<string, string> {
    const found: Record<string, string> = Object.create(null)
    for (const line of this._headers.lines('cookie')) {
      for (const { name, value } of split(line.value)) {
        if (name !== undefined && !(name in found)) found[name] = decode(value)
      }
    }
    return found
  }

  set(name: string, value: string): void {
    if (typeof name !== 'string' || !/^[!-:<>-~]+$/.test(name) || typeof value !== 'string') {
      // The value is not shown: it may be a session, and messages end up in logs.
      throw unexpected('bad-cookie', 'an ASCII name without blanks, ";" and "=", and a text', name)
    }
    const written = `${name}=${percentEncode(value)}`
    let placed = false
    this._rewrite((cookie) => {
      if (cookie.name !== name) return cookie.text
      if (placed) return undefined
      placed = true
      return written
    })
    if (!placed) this._append(written)
  }

  delete(name: string): boolean {
    return this._rewrite((cookie) => (cookie.name === name ? undefined : cookie.text))
  }

  keep(selection: Selection): void {
    const kept = selects(selection)
    this._rewrite(({ text, name, value }) =>
      name !== undefined && kept(name, decode(value)) ? text : undefined,
    )
  }

  /** Replaces each cookie by what is returned for it. Lines where that changes nothing stay. */
  private _rewrite(change: (cookie: Cookie) => string | undefined): boolean {
    const before = this._headers.lines('cookie')
    const after = before.flatMap((line) => {
      const cookies = split(line.value)
      const texts = cookies.map(change)
      if (cookies.every(({ text }, i) => text === texts[i])) return [line]
      const left = texts.filter((text) => text !== undefined)
      return left.length > 0 ? [{ ...line, value: left.join('; ') }] : []
    })
    if (before.every((line, i) => line === after[i])) return false
    this._headers.replace('cookie', after)
    return true
  }

  private _append(written: string): void {
    const lines = this._headers.lines('cookie')
    const last = lines.at(-1) ?? { key: 'Cookie', value: '' }
    const value = last.value === '' ? written : `${last.value}; ${written}`
    this._headers.replace('cookie', [...lines.slice(0, -1), { ...last, value }])
  }
}

/** One cookie of a line. A text without `=` has no name; browsers do send such cookies. */
interface Cookie {
  readonly text: string
  readonly name: string | undefined
  readonly value: string
}

function split(line: string): Cookie[] {
  const cookies: Cookie[] = []
  for (let start = 0, end = 0; start < line.length; start = end + 1) {
    end = endOf(line, start)
    const text = trim(line, start, end)
    if (text === '') continue
    const equals = text.indexOf('=')
    const name = equals === -1 ? undefined : trim(text, 0, equals)
    cookies.push({ text, name, value: trim(text, equals + 1, text.length) })
  }
  return cookies
}

/** The raw value of the first cookie of that name: looks for the name, then at what is around it. */
function find(line: string, name: string): string | undefined {
  for (let at = line.indexOf(name); at !== -1; at = line.indexOf(name, at + 1)) {
    let before = at - 1
    while (isBlank(line, before)) before--
    let after = at + name.length
    while (isBlank(line, after)) after++
    if ((before === -1 || line[before] === ';') && line[after] === '=') {
      return trim(line, after + 1, endOf(line, after))
    }
  }
  return undefined
}

function endOf(line: string, from: number): number {
  const end = line.indexOf(';', from)
  return end === -1 ? line.length : end
}

/** A part without the blanks around it: two characters here, many more to `String.trim`. */
function trim(text: string, start: number, end: number): string {
  let first = start
  let last = end
  while (first < last && isBlank(text, first)) first++
  while (last > first && isBlank(text, last - 1)) last--
  return text.slice(first, last)
}

function isBlank(text: string, at: number): boolean {
  const code = text.charCodeAt(at)
  return code === 0x20 || code === 0x09
}

function decode(value: string): string {
  if (!value.includes('%')) return value
  try {
    return decodeURIComponent(value)
  } catch {
    return value
  }
}
