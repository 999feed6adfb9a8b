import type { ReadableCookies } from './cookies.js'
import type { HeaderView } from './headers.js'
import { type CookieAttributes, readSetCookie, writeSetCookie } from './set-cookie-line.js'

/**
 * The cookies that a response or a reply sets. Reading gives those that the browser will have: of
 * several with one name the last, and none that expires at once.
 *
 * @example
 * ```ts
 * const session = { secure: true, httpOnly: true, sameSite: 'lax' } as const
 * reply.cookies.set('session', id, { ...session, maxAge: 3600 })
 * // and at the logout
 * reply.cookies.delete('session', session)
 * ```
 */
export interface ResponseCookies extends ReadableCookies {
  /**
   * Adds a Set-Cookie line, instead of the one with the same name, path and domain where there is
   * one. Other lines keep every byte. The value is percent-encoded.
   *
   * @throws EdgeError `bad-cookie` for a name, a value or an attribute that no cookie can have.
   */
  set(name: string, value: string, attributes?: CookieAttributes): void
  /**
   * Makes the browser drop a cookie, by a line that expires it. It must name the path and the domain
   * the cookie was set with, and be `secure` and `partitioned` if the cookie was.
   */
  delete(name: string, attributes?: CookieAttributes): void
}

/** A view on the Set-Cookie lines of a response or a reply. */
export class SetCookieView implements ResponseCookies {
  private readonly _headers: HeaderView

  constructor(headers: HeaderView) {
    this._headers = headers
  }

  get(name: string): string | undefined {
    return this.all()[name]
  }

  has(name: string): boolean {
    return this.get(name) !== undefined
  }

  all(): Record<string, string> {
    const found: Record<string, string> = Object.create(null)
    for (const line of this._headers.lines('set-cookie')) {
      const { name, value, isExpired } = readSetCookie(line.value)
      if (!isExpired) found[name] = value
    }
    return found
  }

  set(name: string, value: string, attributes: CookieAttributes = {}): void {
    const written = writeSetCookie(name, value, attributes)
    const lines = this._headers.lines('set-cookie')
    const others = lines.filter((line) => !isSame(line.value, name, attributes))
    const key = lines[0]?.key ?? 'Set-Cookie'
    this._headers.replace('set-cookie', [...others, { key, value: written }])
  }

  delete(name: string, attributes: CookieAttributes = {}): void {
    this.set(name, '', { ...attributes, maxAge: 0, expires: new Date(0) })
  }
}

/** RFC 6265 section 5.3, step 11: a browser replaces a cookie of the same name, domain and path. */
function isSame(line: string, name: string, { path = '/', domain }: CookieAttributes): boolean {
  if (!line.includes(name)) return false
  const other = readSetCookie(line)
  return other.name === name && other.path === path && hostOf(other.domain) === hostOf(domain)
}

/** RFC 6265 section 5.2.3: a leading dot and the case do not count. */
function hostOf(domain = ''): string {
  return domain.replace(/^\./, '').toLowerCase()
}
