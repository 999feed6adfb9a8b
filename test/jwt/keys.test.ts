import { generateKeyPairSync, type KeyObject } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { EdgeError } from '../../src/error.js'
import { importKeys, verifyJwt } from '../../src/jwt/index.js'
import type { KeyInput } from '../../src/jwt/keys.js'
import { issuer } from './issuer.js'

const rs = issuer('RS256')
const es = issuer('ES256')

const pem = (key: KeyObject): string => String(key.export({ type: 'spki', format: 'pem' }))
const small = generateKeyPairSync('rsa', { modulusLength: 1024 }).publicKey
const medium = generateKeyPairSync('rsa', { modulusLength: 2048, publicExponent: 3 }).publicKey

describe('importKeys takes', () => {
  test.each<[what: string, keys: KeyInput | KeyInput[]]>([
    ['a JWK', rs.jwk],
    ['a JWK that names its algorithm', { ...rs.jwk, alg: 'RS256', use: 'sig' }],
    ['a set', { keys: [rs.jwk] }],
    [
      'a set with keys for other things',
      { keys: [{ kty: 'AKP' }, { ...es.jwk, use: 'enc' }, rs.jwk] },
    ],
    ['a set with an algorithm of no signature', { keys: [{ ...es.jwk, alg: 'ECDH-ES' }, rs.jwk] }],
    ['a PEM', rs.pem],
    ['a PEM with blanks around it and CRLF', `\n ${rs.pem.replaceAll('\n', '\r\n')}\n`],
    ['a list of them', [es.pem, { keys: [rs.jwk] }, { secret: 'x'.repeat(32) }]],
  ])('%s', async (_, keys) => {
    const token = await rs.sign({ sub: 'ann' })
    expect(verifyJwt(token, { keys: importKeys(keys) })).toEqual({ sub: 'ann' })
  })

  test('an RSA key of 2048 bits with the smallest exponent, in PEM', () => {
    expect(importKeys(pem(medium)).algorithms).toContain('RS256')
  })

  test.each([
    [32, ['HS256']],
    [48, ['HS256', 'HS384']],
    [64, ['HS256', 'HS384', 'HS512']],
  ])('a secret of %i bytes for %j', (length, algorithms) => {
    expect(importKeys({ secret: 'x'.repeat(length) }).algorithms).toEqual(algorithms)
  })

  test('a secret as it is in bytes, not in characters', () => {
    expect(importKeys({ secret: 'é'.repeat(16) }).algorithms).toEqual(['HS256'])
  })
})

describe('importKeys refuses', () => {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const privatePem = String(privateKey.export({ type: 'pkcs8', format: 'pem' }))
  const secp = generateKeyPairSync('ec', { namedCurve: 'secp256k1' }).publicKey

  test.each<[what: string, keys: unknown, message: RegExp]>([
    ['nothing', undefined, /a PEM, a JWK, a set of them or \{ secret \}, got undefined/],
    ['a number', 7, /got 7/],
    ['an empty list', [], /expected a key, got none/],
    ['an empty set', { keys: [] }, /a key that verifies signatures, got 0 others/],
    ['a set that is none', { keys: 'x' }, /a list of keys, got "x"/],
    ['a set without a key to use', { keys: [{ ...rs.jwk, use: 'enc' }, null] }, /got 2 others/],
    ['an unknown kty', { kty: 'AKP' }, /of type RSA, EC P-256, .*, got AKP with use undefined/],
    ['an unknown curve', { ...es.jwk, crv: 'secp256k1' }, /got EC secp256k1/],
    ['a kty that every object has', { kty: 'constructor' }, /got constructor/],
    ['a key to encrypt with', { ...rs.jwk, use: 'enc' }, /got RSA with use "enc"/],
    [
      'an algorithm of another kind',
      { ...rs.jwk, alg: 'HS256' },
      /with use undefined and alg "HS256"/,
    ],
    ['the algorithm none', { ...rs.jwk, alg: 'none' }, /alg "none"/],
    ['a private JWK', privateKey.export({ format: 'jwk' }), /a public key, got a private one/],
    ['a private JWK in a set', { keys: [privateKey.export({ format: 'jwk' })] }, /a private one/],
    [
      'a JWK without a member',
      { ...rs.jwk, n: undefined },
      /n of the RSA key in base64url, got und/,
    ],
    ['a JWK with a member in base64', { ...es.jwk, x: 'a+/=' }, /x of the EC P-256 key/],
    ['a kid that is a number', { ...rs.jwk, kid: 1 }, /a kid that is a text, got 1/],
    ['a small RSA key', small.export({ format: 'jwk' }), /at least 2048 bits, got one of 1024/],
    ['a small RSA key in PEM', pem(small), /at least 2048 bits, got one of 1024/],
    ['a private key in PEM', privatePem, /got a PRIVATE KEY\./],
    ['a certificate', rs.pem.replaceAll('PUBLIC KEY', 'CERTIFICATE'), /x509 -pubkey.*got a CERTIF/],
    ['PKCS#1', rs.pem.replaceAll('PUBLIC KEY', 'RSA PUBLIC KEY'), /got a RSA PUBLIC KEY/],
    ['another kind of key in PEM', pem(secp), /a PEM of RSA, .*, got one of another kind/],
    ['a text that is no PEM', 'correct horse', /a text of 13 characters; .* \{ secret \}/],
    ['a PEM cut short', rs.pem.slice(0, -20), /a text of \d+ characters/],
    ['a short secret', { secret: 'x'.repeat(31) }, /a secret of at least 32 bytes .*got one of 31/],
    ['no secret', { secret: undefined }, /a secret that is a text, got undefined/],
    [
      'a short secret for its alg',
      { kty: 'oct', k: 'A'.repeat(43), alg: 'HS512' },
      /at least 64 .*of 32/,
    ],
    ['a PEM as a secret', { secret: rs.pem }, /a secret, got a key/],
    ['a JWK as a secret', { secret: JSON.stringify(rs.jwk) }, /a secret, got a key/],
  ])('%s', (_, keys, message) => {
    const build = () => importKeys(keys as KeyInput)
    expect(build).toThrow(EdgeError)
    expect(build).toThrow(expect.objectContaining({ code: 'bad-option' }))
    expect(build).toThrow(message)
    expect(build).toThrow(/^importKeys: expected /)
  })

  test('without showing a secret', () => {
    const secret = 'hunter2-hunter2'
    expect(() => importKeys({ secret })).not.toThrow(/hunter2/)
    expect(() => importKeys(secret)).not.toThrow(/hunter2/)
    expect(() => importKeys({ kty: 'oct', k: `${secret}!` })).not.toThrow(/hunter2/)
  })
})
