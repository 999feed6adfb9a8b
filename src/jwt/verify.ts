import { checkOptions } from '#options'
import { show } from '../error.js'
import { badOption, checkOptions as checkAlways } from '../options.js'
import { isSignature, type JwtAlgorithm } from './algorithm.js'
import { checkClaims, type JwtClaims } from './claims.js'
import type { Key } from './key.js'
import { importKeys, type KeyInput, type KeySet } from './keys.js'
import { badToken } from './refusal.js'
import type { RemoteKeys } from './remote.js'
import { claimRules, type JwtRules, jwtRuleChecks } from './rules.js'
import { type JwtHeader, type ParsedToken, parseToken, readPart } from './token.js'

export interface VerifyJwtOptions extends JwtRules {
  /** From `importKeys`. */
  readonly keys: KeySet
}

export interface JwtVerifierOptions extends JwtRules {
  /** From `importKeys` or `remoteJwks`, or what `importKeys` takes. */
  readonly keys: KeySet | RemoteKeys | KeyInput | readonly KeyInput[]
  /**
   * How many verified tokens are remembered, so that the next request with one of them costs no
   * signature. Its claims, and that its key is still among the keys, are checked every time.
   * Default 500; 0 remembers none.
   */
  readonly cache?: number
}

/** Gives the claims of a token, at once unless the keys must be fetched first. */
export type JwtVerifier = (token: string) => JwtClaims | Promise<JwtClaims>

/**
 * Verifies a token and gives its claims, synchronously.
 *
 * @throws EdgeError `expired-token` or `bad-token`, which answer 401; `bad-option` for bad rules.
 * @example
 * ```ts
 * const keys = importKeys(jwks)
 *
 * app.viewerRequest('/reports{/*rest}', (ctx, next) => {
 *   const token = bearerToken(ctx.request, 'token')
 *   const { sub } = verifyJwt(token, { keys, issuer: 'https://id.example.com', audience: 'shop' })
 *   ctx.log.info('report', { sub })
 *   return next()
 * })
 * ```
 */
export function verifyJwt(token: string, options: VerifyJwtOptions): JwtClaims {
  const { keys, ...rules } = options
  // Where the function is deployed, too: no build has made this call before.
  checkAlways<JwtRules>('verifyJwt', rules, jwtRuleChecks)
  return jwtVerifier({ ...rules, keys, cache: 0 })(token) as JwtClaims
}

/**
 * `verifyJwt` for many tokens: the rules are checked once, verified tokens are remembered, and the
 * keys may be remote. What it remembers are frozen claims.
 *
 * @throws EdgeError `bad-option` for bad rules. The function itself throws or rejects with
 * `expired-token` or `bad-token`, and with `service-unavailable` where there are no keys to be had.
 */
export function jwtVerifier(options: JwtVerifierOptions): JwtVerifier {
  checkOptions<JwtVerifierOptions>('jwtVerifier', options, {
    ...jwtRuleChecks,
    keys: ['keys', (value) => value !== undefined],
    'cache?': ['a whole number', (value) => Number.isInteger(value) && Number(value) >= 0],
  })
  const { cache = 500, now = () => Date.now() } = options
  const keys = areReady(options.keys) ? options.keys : importKeys(options.keys)
  const { algorithms: wanted = keys.algorithms } = options
  const algorithms = wanted.filter((algorithm) => keys.algorithms.includes(algorithm))
  if (algorithms.length === 0) {
    throw badOption('jwtVerifier', `an algorithm of the keys: ${keys.algorithms}`, wanted)
  }
  const rules = claimRules(options)
  const remembered = new Map<string, Verified>()
  const headers = new Map<string, JwtHeader>()

  return function verify(token) {
    const known = remembered.get(token)
    const parsed = known?.parsed ?? parseToken(token, headers)
    const { alg } = parsed.header
    if (!(algorithms as readonly string[]).includes(alg)) {
      throw badToken(`Expected a token signed by ${algorithms.join(' or ')}, got ${show(alg)}.`)
    }
    const found = keys.find(parsed.header)
    return found instanceof Promise
      ? found.then((found) => settle(token, parsed, known, found))
      : settle(token, parsed, known, found)
  }

  function settle(
    token: string,
    parsed: ParsedToken,
    known: Verified | undefined,
    found: readonly Key[],
  ): JwtClaims {
    const verified = known && found.includes(known.key) ? known : prove(parsed, found)
    checkClaims(verified.claims, rules, now())
    if (verified !== known) remember(token, verified)
    return verified.claims
  }

  /** Only what is signed is remembered: nobody else can push out what is. */
  function remember(token: string, verified: Verified): void {
    const { head, header } = verified.parsed
    if (headers.size < 100) headers.set(head, header)
    if (cache === 0) return
    if (remembered.size >= cache) remembered.delete(remembered.keys().next().value ?? '')
    freeze(verified.claims)
    remembered.set(token, verified)
  }
}

/** A token whose signature was found to be that of the key. */
interface Verified {
  readonly parsed: ParsedToken
  readonly key: Key
  readonly claims: JwtClaims
}

function prove(parsed: ParsedToken, keys: readonly Key[]): Verified {
  const { header, input, signature, payload } = parsed
  const algorithm = header.alg as JwtAlgorithm
  if (keys.length === 0) {
    throw badToken(`There is no key for ${show(algorithm)} with the kid ${show(header.kid)}.`)
  }
  const key = keys.find((key) => isSignature(algorithm, key.material(), input, signature))
  if (!key) throw badToken('The signature of the token is not that of its key.')
  return { parsed, key, claims: readPart('payload', payload) }
}

/** One object serves many requests: none of them may change what the next one reads. */
function freeze(value: unknown): void {
  if (!isObject(value)) return
  Object.values(value).forEach(freeze)
  Object.freeze(value)
}

function areReady(keys: JwtVerifierOptions['keys']): keys is KeySet | RemoteKeys {
  return isObject(keys) && 'find' in keys && !Array.isArray(keys)
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null
}
