import { payloadBytes } from './limits.js'

/** An object as JSON makes it: own, plain values only. */
export type Fields = Readonly<Record<string, unknown>>

/** What CloudFront gets to see of a value, or why it sees nothing. */
export type Wired = { readonly json: unknown } | { readonly fault: 'not JSON' | 'too large' }

/**
 * A value as it arrives at CloudFront: through JSON, which drops `undefined` and functions, calls
 * getters and `toJSON`, and fails on cycles and BigInts. Lambda sends `null` for `undefined`.
 */
export function onTheWire(value: unknown): Wired {
  // At least this many bytes, counted on the way, so that a huge value is given up in time.
  let size = 0
  try {
    const text = JSON.stringify(value === undefined ? null : value, function (_, item: unknown) {
      if (typeof item === 'string') size += item.length
      else if (item !== undefined || Array.isArray(this)) size += 1
      if (size > payloadBytes) throw new RangeError()
      return item
    })
    if (utf8Bytes(text) > payloadBytes) return { fault: 'too large' }
    return { json: JSON.parse(text) }
  } catch {
    return { fault: size > payloadBytes ? 'too large' : 'not JSON' }
  }
}

/** The value's fields, or none where it is no object. */
export function fieldsOf(value: unknown): Fields {
  return isFields(value) ? value : {}
}

export function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** Bytes in UTF-8, as CloudFront counts. */
export function utf8Bytes(text: string): number {
  return Buffer.byteLength(text)
}

/** Whether a text decodes as base64 (RFC 4648 section 4), padding included. */
export function isBase64(text: string): boolean {
  return text.length % 4 === 0 && !/[^A-Za-z0-9+/=]|=(?!=?$)/.test(text)
}
