import { show } from '../error.js'
import { badToken } from './refusal.js'

/** What of a token's header decides how it is verified. */
export interface JwtHeader {
  readonly alg: string
  readonly kid: string | undefined
}

/** A token taken apart, nothing of it proved yet. */
export interface ParsedToken {
  readonly header: JwtHeader
  /** The header as it is written. */
  readonly head: string
  /** What is signed. */
  readonly input: string
  readonly payload: string
  readonly signature: string
}

// https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/cloudfront-limits.html: the
// longest request without its body. No token from a header is longer, so nothing else is looked at.
const longest = 20_480

/**
 * RFC 7515 section 7.1, the compact form: three parts in base64url. An issuer's tokens begin alike,
 * so headers that were read before are looked up.
 */
export function parseToken(token: string, headers: ReadonlyMap<string, JwtHeader>): ParsedToken {
  if (typeof token !== 'string') throw badToken(`Expected a token, got ${show(token)}.`)
  if (token.length > longest) {
    throw badToken(`Expected a token of at most ${longest} characters, got one of ${token.length}.`)
  }
  const first = token.indexOf('.')
  const second = token.indexOf('.', first + 1)
  if (first === -1 || second === -1 || token.includes('.', second + 1)) {
    throw badToken(
      `Expected a token of three parts with dots between them, got ${token.split('.').length}.`,
    )
  }
  const head = token.slice(0, first)
  return {
    header: headers.get(head) ?? readHeader(head),
    head,
    input: token.slice(0, second),
    payload: token.slice(first + 1, second),
    signature: token.slice(second + 1),
  }
}

/** A part as the JSON object that it must be, without a prototype. */
export function readPart(name: string, part: string): Record<string, unknown> {
  let value: unknown
  try {
    value = JSON.parse(Buffer.from(part, 'base64url').toString())
  } catch {
    // Without the parser's own error, which quotes from the token.
  }
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
    // Of members with one name the last counts, which RFC 7515 section 4 and RFC 7519 section 4 allow.
    return Object.setPrototypeOf(value, null)
  }
  throw badToken(`Expected the ${name} of the token to be a JSON object in base64url.`)
}

function readHeader(part: string): JwtHeader {
  const { alg, kid, crit } = readPart('header', part)
  if (typeof alg !== 'string')
    throw badToken(`Expected the token to name its alg, got ${show(alg)}.`)
  if (kid !== undefined && typeof kid !== 'string') {
    throw badToken(`Expected the kid of the token to be a text, got ${show(kid)}.`)
  }
  // RFC 7515 section 4.1.11: what is critical and not understood makes the token invalid.
  if (crit !== undefined) throw badToken(`The token has critical extensions: ${show(crit)}.`)
  return { alg, kid }
}
