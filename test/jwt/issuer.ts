import { generateKeyPairSync, type KeyObject, randomBytes } from 'node:crypto'
import { type JWK, SignJWT } from 'jose'
import type { Jwk } from '../../src/jwt/key.js'

/** Someone who signs tokens, with one key. */
export interface Issuer {
  readonly alg: string
  readonly kid: string
  /** What jose signs with. */
  readonly signing: KeyObject | Uint8Array
  /** What is published: for a secret, the secret. */
  readonly jwk: Jwk
  readonly pem: string
  sign(claims?: Record<string, unknown>, header?: Record<string, unknown>): Promise<string>
}

const pairs = new Map<string, { publicKey: KeyObject; privateKey: KeyObject }>()

/** An issuer of this algorithm. Keys are made once per algorithm and `kid`: RSA's are slow to make. */
export function issuer(alg: string, kid = 'one'): Issuer {
  if (alg.startsWith('HS')) {
    const secret = randomBytes(64)
    const jwk = { kty: 'oct', k: secret.toString('base64url'), kid }
    return { alg, kid, signing: secret, jwk, pem: '', sign: signer(alg, kid, secret) }
  }
  const family = alg.slice(0, 2).replace('PS', 'RS') + (alg.startsWith('ES') ? alg.slice(2) : '')
  const pair = pairs.get(family + kid) ?? makePair(alg)
  pairs.set(family + kid, pair)
  const jwk = { ...(pair.publicKey.export({ format: 'jwk' }) as JWK), kid }
  const pem = String(pair.publicKey.export({ type: 'spki', format: 'pem' }))
  const { privateKey } = pair
  return { alg, kid, signing: privateKey, jwk, pem, sign: signer(alg, kid, privateKey) }
}

/** A token of these parts, signed by nobody. */
export function unsigned(header: unknown, claims: unknown, signature = 'AAAA'): string {
  const part = (value: unknown): string =>
    Buffer.from(typeof value === 'string' ? value : JSON.stringify(value)).toString('base64url')
  return `${part(header)}.${part(claims)}.${signature}`
}

function makePair(alg: string): { publicKey: KeyObject; privateKey: KeyObject } {
  if (/^[RP]S/.test(alg)) return generateKeyPairSync('rsa', { modulusLength: 2048 })
  if (/^Ed/.test(alg)) return generateKeyPairSync('ed25519')
  const curves: Record<string, string> = { ES256: 'P-256', ES384: 'P-384', ES512: 'P-521' }
  return generateKeyPairSync('ec', { namedCurve: String(curves[alg]) })
}

function signer(alg: string, kid: string, key: KeyObject | Uint8Array): Issuer['sign'] {
  return (claims = {}, header = {}) =>
    new SignJWT(claims).setProtectedHeader({ alg, kid, ...header }).sign(key)
}
