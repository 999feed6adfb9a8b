import { createHmac, createPublicKey, sign as signRaw } from 'node:crypto'
import { jwtVerify } from 'jose'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { EdgeError } from '../../src/error.js'
import { jwtAlgorithms } from '../../src/jwt/algorithm.js'
import {
  importKeys,
  type JwtAlgorithm,
  type JwtVerifierOptions,
  jwtVerifier,
  type KeyInput,
  type VerifyJwtOptions,
  verifyJwt,
} from '../../src/jwt/index.js'
import { issuer, unsigned } from './issuer.js'

const hs = issuer('HS256')
const rs = issuer('RS256')
const other = issuer('RS256', 'two')

const keysOf = (...jwks: KeyInput[]) => importKeys(jwks)

/** Why the token is refused. */
function refusal(token: unknown, options: Partial<VerifyJwtOptions> = {}): EdgeError {
  try {
    verifyJwt(token as string, { keys: keysOf(rs.jwk), ...options })
  } catch (error) {
    if (error instanceof EdgeError) return error
    throw error
  }
  throw new Error('The token was taken.')
}

describe.each(jwtAlgorithms)('%s', (alg) => {
  const one = issuer(alg)
  const claims = { sub: 'ann', roles: ['editor'], exp: 4e9 }

  test('takes what jose signed, with the key as JWK, in a set, as PEM', async () => {
    const token = await one.sign(claims)
    const inputs: KeyInput[] = [one.jwk, { ...one.jwk, alg }, { keys: [one.jwk] }]
    if (one.pem) inputs.push(one.pem)
    for (const input of inputs) {
      expect(verifyJwt(token, { keys: importKeys(input) })).toEqual(claims)
      expect(verifyJwt(token, { keys: importKeys(input), algorithms: [alg] })).toEqual(claims)
    }
  })

  test('refuses every token of which one character of the signature is another', async () => {
    const token = await one.sign(claims)
    const keys = keysOf(one.jwk)
    const start = token.lastIndexOf('.') + 1
    const step = Math.ceil((token.length - start) / 24)
    for (let i = start; i < token.length; i += step) {
      const changed = token.slice(0, i) + (token[i] === 'A' ? 'B' : 'A') + token.slice(i + 1)
      expect(refusal(changed, { keys }).message).toMatch(/signature/)
    }
  })

  test('refuses the same signature spelt otherwise', async () => {
    const token = await one.sign(claims)
    const keys = keysOf(one.jwk)
    for (const spelling of [`${token}=`, `${token}A`, `${token}\n`, token.slice(0, -1)]) {
      expect(refusal(spelling, { keys }).code).toBe('bad-token')
    }
    // The last character may hold bits that decoding throws away.
    const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'
    const last = alphabet.indexOf(token.at(-1) ?? '')
    const sibling = token.slice(0, -1) + alphabet[last ^ 1]
    expect(refusal(sibling, { keys }).code).toBe('bad-token')
  })

  test('refuses other claims under the signature', async () => {
    const [head, , signature] = (await one.sign(claims)).split('.')
    const payload = Buffer.from(JSON.stringify({ ...claims, sub: 'eve' })).toString('base64url')
    expect(refusal(`${head}.${payload}.${signature}`, { keys: keysOf(one.jwk) }).code).toBe(
      'bad-token',
    )
  })

  test('is not taken where another algorithm is asked for', async () => {
    const token = await one.sign(claims)
    const all = keysOf(hs.jwk, rs.jwk, issuer('ES256').jwk, one.jwk)
    const others = jwtAlgorithms.filter((other) => other !== alg)
    expect(refusal(token, { keys: all, algorithms: others.slice(0, 3) }).message).toMatch(
      new RegExp(`^Expected a token signed by .*, got "${alg}"\\.$`),
    )
  })
})

describe('algorithm confusion', () => {
  const claims = { sub: 'eve' }

  test.each([
    'none',
    'None',
    'NONE',
    'nOnE',
    '',
    'hs256',
    'HS1',
    'RSA',
    'constructor',
    '__proto__',
  ])('alg %j is refused, with and without a signature', (alg) => {
    for (const signature of ['', 'AAAA']) {
      const token = unsigned(`{"alg":${JSON.stringify(alg)}}`, claims, signature)
      expect(refusal(token).message).toMatch(/Expected a token signed by RS256 or/)
      expect(refusal(token, { keys: keysOf(hs.jwk) }).code).toBe('bad-token')
    }
  })

  test.each([{}, { alg: 1 }, { alg: null }, { alg: ['RS256'] }])(
    'a header %j is refused',
    (header) => {
      expect(refusal(unsigned(header, claims)).message).toMatch(/name its alg/)
    },
  )

  test.each(['pem', 'jwk'])('a public RSA key (%s) is no secret of an HMAC', (form) => {
    const secrets =
      form === 'pem'
        ? [rs.pem, rs.pem.trim(), rs.pem.replaceAll('\n', '')]
        : [JSON.stringify(rs.jwk), String(rs.jwk.n), Buffer.from(String(rs.jwk.n), 'base64url')]
    const input = unsigned({ alg: 'HS256', kid: 'one' }, claims, '').slice(0, -1)
    for (const secret of secrets) {
      const forged = `${input}.${createHmac('sha256', secret).update(input).digest('base64url')}`
      for (const keys of [keysOf(rs.jwk), keysOf(rs.pem), keysOf(rs.jwk, hs.jwk)]) {
        expect(refusal(forged, { keys }).code).toBe('bad-token')
        expect(refusal(forged, { keys, algorithms: ['RS256'] }).code).toBe('bad-token')
      }
    }
  })

  test('a key with an alg takes no other of its kind', async () => {
    const token = await issuer('PS256').sign(claims)
    const { jwk } = issuer('PS256')
    expect(verifyJwt(token, { keys: keysOf(jwk) })).toEqual(claims)
    expect(refusal(token, { keys: keysOf({ ...jwk, alg: 'RS256' }) }).message).toMatch(/RS256/)
  })

  test('ECDSA of all zeros is refused', () => {
    const es = issuer('ES256')
    const zeros = Buffer.alloc(64).toString('base64url')
    const token = unsigned({ alg: 'ES256' }, claims, zeros)
    expect(refusal(token, { keys: keysOf(es.jwk) }).message).toMatch(/signature/)
  })

  test('ECDSA in DER is refused', () => {
    const es = issuer('ES256')
    const input = unsigned({ alg: 'ES256' }, claims, '').slice(0, -1)
    const der = signRaw('sha256', Buffer.from(input), es.signing as never).toString('base64url')
    expect(refusal(`${input}.${der}`, { keys: keysOf(es.jwk) }).message).toMatch(/signature/)
  })

  test('the key that a token brings along is not used', async () => {
    const eve = issuer('RS256', 'eve')
    const token = await eve.sign(claims, { kid: 'one', jwk: eve.jwk as never, jku: 'https://eve' })
    expect(refusal(token).message).toMatch(/signature/)
  })
})

describe('kid', () => {
  test('chooses the key', async () => {
    const keys = keysOf(rs.jwk, other.jwk)
    expect(verifyJwt(await other.sign({ sub: 'ann' }), { keys })).toEqual({ sub: 'ann' })
    expect(refusal(await other.sign({}, { kid: 'one' }), { keys }).message).toMatch(/signature/)
  })

  test.each(['three', '', '__proto__', 'constructor'])('%j is nobody’s', async (kid) => {
    const { code, message } = refusal(await rs.sign({}, { kid }))
    expect([code, message]).toEqual([
      'bad-token',
      `There is no key for "RS256" with the kid "${kid}".`,
    ])
  })

  test('a token without one is verified by each key of its algorithm', async () => {
    const token = await other.sign({ sub: 'ann' }, { kid: undefined })
    expect(verifyJwt(token, { keys: keysOf(hs.jwk, rs.jwk, other.jwk) })).toEqual({ sub: 'ann' })
    expect(refusal(token).message).toMatch(/signature/)
  })

  test('a key without one verifies whatever token has one', async () => {
    const token = await rs.sign({ sub: 'ann' }, { kid: 'whatever' })
    expect(verifyJwt(token, { keys: keysOf(rs.pem) })).toEqual({ sub: 'ann' })
  })

  test('is a text', () => {
    expect(refusal(unsigned({ alg: 'RS256', kid: 7 }, {})).message).toMatch(/kid .* text, got 7/)
  })
})

describe('what is no token is refused', () => {
  test.each<[what: string, token: unknown, message: RegExp]>([
    ['undefined', undefined, /Expected a token, got undefined/],
    ['an object', { toString: () => 'x' }, /Expected a token, got an object/],
    ['an empty text', '', /three parts with dots between them, got 1/],
    ['a word', 'null', /got 1/],
    ['two parts', 'a.b', /got 2/],
    ['an encrypted one', 'a.b.c.d.e', /got 5/],
    ['dots', '..', /the header of the token to be a JSON object/],
    ['a header of no JSON', unsigned('{', {}), /the header/],
    ['a header that is a list', unsigned([], {}), /the header/],
    ['a header that is null', unsigned('null', {}), /the header/],
    ['a header that is a text', unsigned('"RS256"', {}), /the header/],
    ['critical extensions', unsigned({ alg: 'RS256', crit: ['b64'], b64: false }, {}), /critical/],
    ['an empty list of them', unsigned({ alg: 'RS256', crit: [] }, {}), /critical extensions/],
    [
      '100 kB',
      unsigned({ alg: 'RS256' }, 'x'.repeat(1e5)),
      /at most 20480 characters, got one of 13/,
    ],
  ])('%s', (_, token, message) => {
    expect(refusal(token).message).toMatch(message)
  })

  test('100 kB are refused before they are looked at', () => {
    const huge = '.'.repeat(1e8)
    const start = performance.now()
    expect(refusal(huge).code).toBe('bad-token')
    expect(performance.now() - start).toBeLessThan(50)
  })

  test.each(['[]', 'null', '"ann"', '7', '{', ''])('signed claims %j', (claims) => {
    const input = unsigned({ alg: 'HS256' }, claims, '').slice(0, -1)
    const key = hs.signing as Uint8Array
    const token = `${input}.${createHmac('sha256', key).update(input).digest('base64url')}`
    const { code, message } = refusal(token, { keys: keysOf(hs.jwk) })
    expect([code, message]).toEqual([
      'bad-token',
      'Expected the payload of the token to be a JSON object in base64url.',
    ])
  })

  test('of members with one name the last counts, as jose has it', async () => {
    const input = unsigned('{"alg":"none","alg":"HS256"}', '{"sub":"ann","sub":"bob"}', '').slice(
      0,
      -1,
    )
    const key = hs.signing as Uint8Array
    const token = `${input}.${createHmac('sha256', key).update(input).digest('base64url')}`
    const { payload } = await jwtVerify(token, key)
    expect(verifyJwt(token, { keys: keysOf(hs.jwk) })).toEqual(payload)
    expect(payload).toEqual({ sub: 'bob' })
  })
})

describe('a refusal', () => {
  test('answers 401 in the words of RFC 6750', async () => {
    expect(refusal('x').reply).toEqual({
      status: 401,
      headers: { 'www-authenticate': 'Bearer error="invalid_token"' },
    })
    const { code, reply } = refusal(await rs.sign({ exp: 1 }))
    expect(code).toBe('expired-token')
    expect(reply).toEqual({
      status: 401,
      headers: {
        'www-authenticate': 'Bearer error="invalid_token", error_description="The token expired"',
      },
    })
  })

  test('shows of the token no more than a name, escaped', () => {
    const alg = `\n${'x'.repeat(500)}`
    const { message } = refusal(unsigned({ alg }, {}))
    expect(message).not.toMatch(/\n/)
    expect(message.length).toBeLessThan(200)
  })
})

describe('claims', () => {
  const token = (claims: string) => {
    const input = unsigned({ alg: 'HS256' }, claims, '').slice(0, -1)
    const key = hs.signing as Uint8Array
    return `${input}.${createHmac('sha256', key).update(input).digest('base64url')}`
  }
  const keys = keysOf(hs.jwk)

  test('have no prototype, and pollute none', () => {
    const claims = verifyJwt(token('{"__proto__":{"admin":true},"sub":"ann"}'), { keys })
    expect(Object.getPrototypeOf(claims)).toBe(null)
    expect(claims.constructor).toBe(undefined)
    expect(claims.admin).toBe(undefined)
    expect(Object.keys(claims)).toEqual(['__proto__', 'sub'])
    expect(({} as { admin?: unknown }).admin).toBe(undefined)
  })

  test('are frozen throughout where they are remembered', () => {
    const verify = jwtVerifier({ keys })
    const text = token('{"roles":["editor"],"realm":{"a":1}}')
    const claims = verify(text) as { roles: string[]; realm: object }
    expect(() => claims.roles.push('admin')).toThrow(TypeError)
    expect(() => Object.assign(claims.realm, { b: 2 })).toThrow(TypeError)
    expect(verify(text)).toBe(claims)
  })
})

describe('a verifier', () => {
  afterEach(() => vi.restoreAllMocks())
  const keys = keysOf(rs.jwk)

  function countVerifications(): () => number {
    const crypto = process.getBuiltinModule('node:crypto')
    const spy = vi.spyOn(crypto, 'verify')
    vi.spyOn(process, 'getBuiltinModule').mockReturnValue({ ...crypto, verify: spy })
    return () => spy.mock.calls.length
  }

  test('verifies the signature of a token once', async () => {
    const count = countVerifications()
    const verify = jwtVerifier({ keys })
    const token = await rs.sign({ sub: 'ann' })
    for (let i = 0; i < 5; i++) expect(verify(token)).toEqual({ sub: 'ann' })
    expect(count()).toBe(1)
  })

  test('remembers no more tokens than it is told, and forgets the oldest', async () => {
    const count = countVerifications()
    const verify = jwtVerifier({ keys, cache: 2 })
    const [a, b, c] = await Promise.all(['a', 'b', 'c'].map((sub) => rs.sign({ sub })))
    for (const token of [a, b, c, c, b]) await verify(String(token))
    expect(count()).toBe(3)
    await verify(String(a))
    expect(count()).toBe(4)
  })

  test('remembers nothing with cache 0', async () => {
    const count = countVerifications()
    const verify = jwtVerifier({ keys, cache: 0 })
    const token = await rs.sign({})
    await verify(token)
    await verify(token)
    expect(count()).toBe(2)
  })

  test('remembers no refused token', async () => {
    const count = countVerifications()
    const verify = jwtVerifier({ keys })
    const token = await rs.sign({ exp: 1 })
    for (let i = 0; i < 3; i++) {
      expect(() => verify(token)).toThrow(expect.objectContaining({ code: 'expired-token' }))
    }
    expect(count()).toBe(3)
  })

  test('refuses a remembered token once it has expired', async () => {
    let now = 1000_000
    const verify = jwtVerifier({ keys, leeway: 5, now: () => now })
    const token = await rs.sign({ nbf: 1000, exp: 1010 })
    expect(verify(token)).toEqual({ nbf: 1000, exp: 1010 })
    now = 1014_999
    expect(verify(token)).toEqual({ nbf: 1000, exp: 1010 })
    now = 1015_000
    expect(() => verify(token)).toThrow(expect.objectContaining({ code: 'expired-token' }))
    now = 994_000
    expect(() => verify(token)).toThrow(/not valid before 1000/)
  })

  test('does not load node:crypto before the first token', async () => {
    const spy = vi.spyOn(process, 'getBuiltinModule')
    const verify = jwtVerifier({ keys: importKeys([rs.jwk, rs.pem, { secret: 'x'.repeat(32) }]) })
    expect(() => verify('a.b.c')).toThrow()
    expect(spy).not.toHaveBeenCalled()
    await verify(await rs.sign({}))
    expect(spy).toHaveBeenCalledWith('node:crypto')
  })

  test('a key that only node:crypto finds wrong lets nothing through', () => {
    const es = issuer('ES256')
    const off = { kty: 'EC', crv: 'P-256', x: String(es.jwk.y), y: String(es.jwk.y) }
    expect(() => createPublicKey({ format: 'jwk', key: off })).toThrow()
    const verify = jwtVerifier({ keys: keysOf(off) })
    expect(() => verify(unsigned({ alg: 'ES256' }, {}, 'A'.repeat(86)))).toThrow()
  })
})

describe('rules that make no sense are refused', () => {
  const keys = keysOf(rs.jwk)

  test.each<[rules: Record<string, unknown>, message: RegExp]>([
    [{ audiance: 'shop' }, /an option among .*audience.*, got "audiance"/],
    [{ keys: undefined }, /keys to be keys, got undefined/],
    [{ algorithms: [] }, /algorithms to be a list of HS256, /],
    [{ algorithms: ['none'] }, /algorithms to be a list of HS256, /],
    [{ algorithms: 'RS256' }, /algorithms to be a list/],
    [{ algorithms: ['HS256'] }, /an algorithm of the keys: RS256,/],
    [{ issuer: '' }, /issuer to be a text or a list of texts, got ""/],
    [{ issuer: [] }, /issuer to be a text or a list/],
    [{ audience: [1] }, /audience to be a text or a list/],
    [{ leeway: -1 }, /leeway to be seconds from 0 to 600, got -1/],
    [{ leeway: '5' }, /leeway to be seconds from 0 to 600, got "5"/],
    [{ leeway: Number.NaN }, /leeway to be seconds .*got NaN/],
    [{ leeway: 60_000 }, /leeway to be seconds from 0 to 600, got 60000/],
    [{ requiredClaims: 'exp' }, /requiredClaims to be a list of names/],
    [{ requiredClaims: [''] }, /requiredClaims to be a list of names/],
    [{ requiredClaims: { sub: undefined } }, /requiredClaims to be a list of names/],
    [{ requiredClaims: { sub: ['ann'] } }, /requiredClaims to be a list of names/],
    [{ cache: -1 }, /cache to be a whole number, got -1/],
    [{ cache: 0.5 }, /cache to be a whole number, got 0.5/],
    [{ now: 0 }, /now to be a function, got 0/],
  ])('%o', (rules, message) => {
    const build = () => jwtVerifier({ keys, ...rules } as JwtVerifierOptions)
    expect(build).toThrow(message)
    expect(build).toThrow(expect.objectContaining({ code: 'bad-option' }))
    expect(build).toThrow(/^jwtVerifier: expected /)
  })

  test('the algorithms are those of the keys', () => {
    const algorithms: JwtAlgorithm[] = ['RS256', 'HS256']
    expect(() => jwtVerifier({ keys, algorithms })).not.toThrow()
  })
})
