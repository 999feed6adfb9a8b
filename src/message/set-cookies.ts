import { parseSetCookie, type SetCookie, stringifySetCookie } from 'cookie'
import { EdgeError, show } from '../error.js'
import type { CloudFrontHeader } from '../event.js'
import type { ReadableCookies } from './cookies.js'
import type { HeaderView } from './headers.js'
import { percentEncode } from './percent.js'

// For who else reads such lines: this file is the only one that knows the package.
export { parseSetCookie }

/** What the browser is told of a cookie besides its value (RFC 6265 section 4.1.2). */
export interface CookieAttributes {
  /** The path it is sent to, with all below. Default `/`, whatever the path of the request. */
  readonly path?: string
  /** The domain it is sent to, subdomains included. Default: the host of the request alone. */
  readonly domain?: string
  /** How long it is kept, in whole seconds. Default: until the browser closes. */
  readonly maxAge?: number
  /** Until when it is kept. Where both are given, browsers go by `maxAge`. */
  readonly expires?: Date
  /** Keeps it from scripts. Default false. */
  readonly httpOnly?: boolean
  /** Sends it over HTTPS only. Default false. */
  readonly secure?: boolean
  /**
   * Whether it goes along with requests that come from other sites. Default: not written, which most
   * browsers take as `lax`. Browsers drop a `none` without `secure`.
   */
  readonly sameSite?: 'strict' | 'lax' | 'none'
  /** Gives each site that embeds this one a jar of its own. Browsers drop it without `secure`. */
  readonly partitioned?: boolean
  /** Which cookies a browser with too many drops last. Default: not written. */
  readonly priority?: 'low' | 'medium' | 'high'
}

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
      const cookie = parseSetCookie(line.value)
      if (!isExpired(cookie)) found[cookie.name] = cookie.value ?? ''
    }
    return found
  }

  set(name: string, value: string, attributes: CookieAttributes = {}): void {
    // Spelt out, since an object spread among other properties costs ten times the whole rest.
    const cookie: SetCookie = {
      name,
      value,
      path: attributes.path ?? '/',
      domain: attributes.domain,
      maxAge: attributes.maxAge,
      expires: attributes.expires,
      httpOnly: attributes.httpOnly,
      secure: attributes.secure,
      sameSite: attributes.sameSite,
      partitioned: attributes.partitioned,
      priority: attributes.priority,
    }
    const written = write(cookie)
    const lines = this._headers.lines('set-cookie')
    const others = lines.filter((line) => !isSame(line, cookie))
    const key = lines[0]?.key ?? 'Set-Cookie'
    this._headers.replace('set-cookie', [...others, { key, value: written }])
  }

  delete(name: string, attributes: CookieAttributes = {}): void {
    this.set(name, '', { ...attributes, maxAge: 0, expires: new Date(0) })
  }
}

function write(cookie: SetCookie): string {
  try {
    // The package would write whatever it gets, as "undefined" for one.
    if (typeof cookie.name !== 'string' || typeof cookie.value !== 'string') {
      throw new TypeError(`name and value must be strings, the value is a ${typeof cookie.value}`)
    }
    return stringifySetCookie(cookie, { encode: percentEncode })
  } catch (cause) {
    // The value is not shown: it may be a session, and messages end up in logs.
    throw new EdgeError(
      'bad-cookie',
      `Expected a cookie as RFC 6265 section 4.1.1 has it, got one named ${show(cookie.name)}: ${show(String(cause))}.`,
      { cause },
    )
  }
}

/** RFC 6265 section 5.3, step 11: a browser replaces a cookie of the same name, domain and path. */
function isSame(line: CloudFrontHeader, cookie: SetCookie): boolean {
  if (!line.value.includes(cookie.name)) return false
  const other = parseSetCookie(line.value)
  return (
    other.name === cookie.name &&
    other.path === cookie.path &&
    hostOf(other.domain) === hostOf(cookie.domain)
  )
}

/** RFC 6265 section 5.2.3: a leading dot and the case do not count. */
function hostOf(domain: string | undefined): string {
  return domain?.replace(/^\./, '').toLowerCase() ?? ''
}

function isExpired({ maxAge, expires }: SetCookie): boolean {
  if (maxAge !== undefined) return maxAge <= 0
  return expires !== undefined && expires.getTime() <= Date.now()
}
