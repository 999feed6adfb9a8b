import { deleteCookie, keepCookies, setCookie } from '#cookie-edits'
import { decode, find, split } from './cookie-line.js'
import type { HeaderView } from './headers.js'
import type { Selection } from './selection.js'

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
    setCookie(this._headers, name, value)
  }

  delete(name: string): boolean {
    return deleteCookie(this._headers, name)
  }

  keep(selection: Selection): void {
    keepCookies(this._headers, selection)
  }
}
