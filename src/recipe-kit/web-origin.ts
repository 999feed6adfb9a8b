import type { OptionCheck } from '../options.js'

/**
 * Which web origins: one, such as `https://example.com`; `https://*.example.com` for all its
 * subdomains; or an expression, which must fit the whole origin, whether it says so or not.
 */
export type WebOrigins = string | RegExp

/** Whether an Origin header names one of these origins. `null`, which anyone can send, never does. */
export function originTest(list: readonly WebOrigins[]): (sent: string | undefined) => boolean {
  const forms = list.map(formOf)
  return (sent = '') => isOrigin.test(sent) && forms.some((form) => form.test(sent))
}

/** For `checkOptions`: a list of web origins. An expression that fits every origin is no list. */
export const webOrigins: OptionCheck = [
  'origins such as https://example.com or https://*.example.com, or expressions that do not fit every origin',
  (value) => Array.isArray(value) && value.length > 0 && value.every(isListed),
]

// A scheme, a host and perhaps a port. The length is that of the longest host, and bounds the work.
const isOrigin = /^[a-z][a-z\d+.-]{0,30}:\/\/[\w.:[\]-]{1,262}$/i

function formOf(origins: WebOrigins): RegExp {
  if (typeof origins === 'string') {
    return new RegExp(`^${origins.replace(/[.+[\]]/g, '\\$&').replace('*', '[\\w.-]+')}$`)
  }
  // `g` and `y` would go on from the last match, and `m` takes a line for the whole.
  return new RegExp(`^(?:${origins.source})$`, origins.flags.replace(/[gmy]/g, ''))
}

function isListed(value: unknown): boolean {
  if (value instanceof RegExp) return !strangers.some((origin) => formOf(value).test(origin))
  if (typeof value !== 'string') return false
  const origin = value.replace('//*.', '//')
  if (!isOrigin.test(origin)) return false
  // As browsers send it: with no path, no capital letters and no default port.
  return !/^http/i.test(origin) || (URL.canParse(origin) && new URL(origin).origin === origin)
}

// RFC 2606: nobody can own them.
const strangers = ['https://anyone.invalid', 'http://anyone.invalid']
