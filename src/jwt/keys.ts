import { show } from '../error.js'
import type { JwtAlgorithm } from './algorithm.js'
import { badKey, fromJwk, fromPem, fromSecret, isForSignatures, type Jwk, type Key } from './key.js'
import type { JwtHeader } from './token.js'

/** What an issuer publishes under its `jwks_uri` (RFC 7517 section 5). */
export interface JwkSet {
  readonly keys: readonly Jwk[]
}

/** A public key in PEM, a JWK, a set of them, or the secret of an HMAC. */
export type KeyInput = string | Jwk | JwkSet | { readonly secret: string }

/** Keys, checked and ready. `importKeys` makes one. */
export interface KeySet {
  /** All that the keys are for. @internal */
  readonly algorithms: readonly JwtAlgorithm[]
  /** Those that may have signed a token with this header. @internal */
  find(header: JwtHeader): readonly Key[]
}

/**
 * Takes over keys, once, where the app is built. A list holds several, for rotation.
 *
 * Each key verifies by the algorithms of its kind only, or by the one that its `alg` names: RSA by
 * RS256 to PS512, P-256 by ES256, P-384 by ES384, P-521 by ES512, Ed25519 by EdDSA, a secret by HS256
 * from 32 bytes on, HS384 from 48, HS512 from 64. A token with a `kid` is verified by the key of that
 * `kid`, or by keys without one. Keys of a set that are for something else are passed over, as RFC
 * 7517 section 5 says.
 *
 * @throws EdgeError `bad-option` for a private key, a secret of less than 32 bytes, an RSA key of
 * less than 2048 bits, a key of another kind, and a set without a key that can be used.
 * @example
 * ```ts
 * const keys = importKeys({ secret: process.env.TOKEN_SECRET ?? '' })
 * const claims = verifyJwt(token, { keys, issuer: 'https://id.example.com' })
 * ```
 */
export function importKeys(input: KeyInput | readonly KeyInput[]): KeySet {
  const inputs: readonly unknown[] = Array.isArray(input) ? input : [input]
  const keys = inputs.flatMap(toKeys)
  if (keys.length === 0) throw badKey('a key', 'none')
  return keySet(keys)
}

/** The keys of a set that verify signatures. */
export function fromJwkSet({ keys }: JwkSet): Key[] {
  if (!Array.isArray(keys)) throw badKey('a set with a list of keys', show(keys))
  const usable = keys.filter((key) => isObject(key) && isForSignatures(key)).map(fromJwk)
  if (usable.length === 0) {
    throw badKey('a set with a key that verifies signatures', `${keys.length} others`)
  }
  return usable
}

export function keySet(keys: readonly Key[]): KeySet {
  return {
    algorithms: keys.flatMap((key) => key.algorithms),
    find: ({ alg, kid }) =>
      keys.filter(
        (key) =>
          (kid === undefined || key.kid === undefined || kid === key.kid) &&
          (key.algorithms as readonly string[]).includes(alg),
      ),
  }
}

function toKeys(input: unknown): Key | Key[] {
  if (typeof input === 'string') return fromPem(input)
  if (!isObject(input)) throw badKey('a PEM, a JWK, a set of them or { secret }', show(input))
  if ('secret' in input) return fromSecret(input.secret as string)
  return 'keys' in input ? fromJwkSet(input as unknown as JwkSet) : fromJwk(input)
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null
}
