import { show } from '../error.js'
import { badToken, expiredToken } from './refusal.js'

/**
 * What a token says, in an object without prototype: `claims['constructor']` is undefined unless the
 * token has such a claim. `exp`, `nbf` and `iat` are known to be of their type; for all else the
 * issuer vouches.
 */
export interface JwtClaims {
  readonly iss?: string
  readonly sub?: string
  readonly aud?: string | readonly string[]
  /** In seconds since 1970, as `nbf` and `iat` are. */
  readonly exp?: number
  readonly nbf?: number
  readonly iat?: number
  readonly jti?: string
  readonly [claim: string]: unknown
}

/** What the claims of a token must be. */
export interface ClaimRules {
  readonly issuers: readonly string[] | undefined
  readonly audiences: readonly string[] | undefined
  /** In seconds. */
  readonly leeway: number
  /** By name the value, or `undefined` where any will do. */
  readonly required: readonly (readonly [name: string, value: unknown])[]
}

/**
 * RFC 7519 section 4.1.
 *
 * @param now in milliseconds since 1970.
 * @throws EdgeError `bad-token` or, where nothing but the time is wrong, `expired-token`.
 */
export function checkClaims(claims: JwtClaims, rules: ClaimRules, now: number): void {
  const { issuers, audiences, leeway, required } = rules
  const { iss, aud, exp, nbf, iat } = claims
  if (issuers && !issuers.includes(iss as string)) {
    throw badToken(`Expected a token of ${issuers.join(' or ')}, got one of ${show(iss)}.`)
  }
  if (audiences && !isFor(aud, audiences)) {
    throw badToken(`Expected a token for ${audiences.join(' or ')}, got one for ${show(aud)}.`)
  }
  for (const [name, value] of required) {
    const came = claims[name]
    if (came === undefined || (value !== undefined && came !== value)) {
      const expected = value === undefined ? `a claim ${name}` : `the ${name} ${show(value)}`
      throw badToken(`Expected a token with ${expected}, got ${show(came)}.`)
    }
  }
  if (!isTime(exp) || !isTime(nbf) || !isTime(iat)) {
    throw badToken('Expected exp, nbf and iat of the token to be numbers.')
  }
  const seconds = now / 1000
  if (nbf !== undefined && nbf > seconds + leeway) {
    throw badToken(`The token is not valid before ${nbf}, and it is ${seconds}.`)
  }
  if (exp !== undefined && exp <= seconds - leeway) {
    throw expiredToken(`The token expired at ${exp}, and it is ${seconds}.`)
  }
}

function isFor(aud: unknown, audiences: readonly unknown[]): boolean {
  return Array.isArray(aud) ? aud.some((one) => audiences.includes(one)) : audiences.includes(aud)
}

function isTime(value: unknown): boolean {
  return value === undefined || typeof value === 'number'
}
