import { type EdgeError, unexpected } from '../error.js'
import { decode, split } from './cookie-line.js'
import { percentEncode } from './percent.js'

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

/** What counts of a Set-Cookie line once a browser has it. */
export interface SetCookie {
  /** Empty for a line that begins without `=`. */
  readonly name: string
  readonly value: string
  readonly path: string | undefined
  readonly domain: string | undefined
  /** Whether it takes a cookie away instead of setting one. */
  readonly isExpired: boolean
}

/**
 * A Set-Cookie line, to the byte what the package `cookie` makes of it, whose code cannot be taken
 * apart and would be a seventh of a small function.
 *
 * @throws EdgeError `bad-cookie`. It does not show the value, which may be a session, and ends up in logs.
 */
export function writeSetCookie(name: string, value: string, attributes: CookieAttributes): string {
  const { path = '/', domain, maxAge, expires, httpOnly, secure, partitioned } = attributes
  const { priority, sameSite } = attributes
  if (typeof value !== 'string') throw unsound('value', typeof value)
  // More than the token of RFC 6265 section 4.1.1: browsers and servers take these, too.
  let line = `${sound('name', name, /^[!-:<>-~]+$/)}=${percentEncode(value)}`
  if (maxAge !== undefined) line += `; Max-Age=${sound('maxAge', String(maxAge), /^-?\d+$/)}`
  // RFC 1034 section 3.5, RFC 1123 section 2.1. Browsers ignore a dot in front.
  if (domain) line += `; Domain=${sound('domain', domain, domainName)}`
  if (path) line += `; Path=${sound('path', path, /^[ -:<-~]*$/)}`
  if (expires) line += `; Expires=${sound('expires', expires.toUTCString?.(), /GMT$/)}`
  if (httpOnly) line += '; HttpOnly'
  if (secure) line += '; Secure'
  if (partitioned) line += '; Partitioned'
  if (priority) line += `; Priority=${capital(sound('priority', priority, /^(low|medium|high)$/i))}`
  if (sameSite) line += `; SameSite=${capital(sound('sameSite', sameSite, /^(strict|lax|none)$/i))}`
  return line
}

/** Reads a line as browsers do (RFC 6265 section 5.2): what they would ignore in it is nothing here. */
export function readSetCookie(line: string): SetCookie {
  const [first = '', ...rest] = line.split(';')
  const [pair] = split(first)
  const attributes: Record<string, string | undefined> = Object.create(null)
  for (const part of rest.flatMap(split)) {
    const name = (part.name ?? part.text).toLowerCase()
    const pattern = name === 'max-age' ? /^-?\d+$/ : /^/
    if (pattern.test(part.value)) attributes[name] = part.name && part.value
  }
  const maxAge = attributes['max-age']
  return {
    name: pair?.name ?? '',
    value: decode(pair?.value ?? ''),
    path: attributes.path,
    domain: attributes.domain,
    isExpired:
      maxAge === undefined
        ? Date.parse(attributes.expires ?? '') <= Date.now()
        : Number(maxAge) <= 0,
  }
}

const domainName = /^\.?[a-z\d]([a-z\d-]{0,61}[a-z\d])?(\.[a-z\d]([a-z\d-]{0,61}[a-z\d])?)*$/i

function sound(what: string, value: unknown, pattern: RegExp): string {
  if (typeof value === 'string' && pattern.test(value)) return value
  throw unsound(what, value)
}

function unsound(what: string, came: unknown): EdgeError {
  return unexpected('bad-cookie', `a ${what} that a cookie can have`, came)
}

function capital(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1).toLowerCase()
}
