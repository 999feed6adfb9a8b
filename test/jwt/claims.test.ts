import fc from 'fast-check'
import { jwtVerify } from 'jose'
import { describe, expect, test } from 'vitest'
import { importKeys, type JwtRules, verifyJwt } from '../../src/jwt/index.js'
import { issuer } from './issuer.js'

const hs = issuer('HS256')
const keys = importKeys(hs.jwk)
const now = (): number => 1000_000

type Verdict = 'ok' | 'bad-token' | 'expired-token'

async function verdict(claims: object, rules: JwtRules): Promise<Verdict> {
  const token = await hs.sign({ ...claims })
  try {
    verifyJwt(token, { keys, now, ...rules })
    return 'ok'
  } catch (error) {
    return (error as { code: Verdict }).code
  }
}

describe('RFC 7519 section 4.1', () => {
  test.each<[claims: object, rules: JwtRules, expected: Verdict]>([
    [{}, {}, 'ok'],
    [{ exp: 1001 }, {}, 'ok'],
    [{ exp: 1000 }, {}, 'expired-token'],
    [{ exp: 1000 }, { leeway: 1 }, 'ok'],
    [{ exp: 990 }, { leeway: 10 }, 'expired-token'],
    [{ exp: 0 }, {}, 'expired-token'],
    [{ exp: '2000' }, {}, 'bad-token'],
    [{ exp: null }, {}, 'bad-token'],
    [{ exp: [2000] }, {}, 'bad-token'],
    [{ nbf: 1000 }, {}, 'ok'],
    [{ nbf: 1001 }, {}, 'bad-token'],
    [{ nbf: 1010 }, { leeway: 10 }, 'ok'],
    [{ nbf: 1011 }, { leeway: 10 }, 'bad-token'],
    [{ nbf: 'x' }, {}, 'bad-token'],
    [{ iat: 5000 }, {}, 'ok'],
    [{ iat: 'x' }, {}, 'bad-token'],
    [{ iss: 'a' }, { issuer: 'a' }, 'ok'],
    [{ iss: 'b' }, { issuer: 'a' }, 'bad-token'],
    [{ iss: 'a/' }, { issuer: 'a' }, 'bad-token'],
    [{ iss: ['a'] }, { issuer: 'a' }, 'bad-token'],
    [{}, { issuer: 'a' }, 'bad-token'],
    [{ iss: 'b' }, { issuer: ['a', 'b'] }, 'ok'],
    [{ aud: 'a' }, { audience: 'a' }, 'ok'],
    [{ aud: ['x', 'a'] }, { audience: 'a' }, 'ok'],
    [{ aud: ['x', 'b'] }, { audience: ['a', 'b'] }, 'ok'],
    [{ aud: ['x'] }, { audience: ['a', 'b'] }, 'bad-token'],
    [{ aud: [['a']] }, { audience: 'a' }, 'bad-token'],
    [{ aud: { 0: 'a' } }, { audience: 'a' }, 'bad-token'],
    [{ aud: [] }, { audience: 'a' }, 'bad-token'],
    [{}, { audience: 'a' }, 'bad-token'],
    [{ exp: 2000 }, { requiredClaims: ['exp'] }, 'ok'],
    [{}, { requiredClaims: ['exp'] }, 'bad-token'],
    [{}, { requiredClaims: ['constructor'] }, 'bad-token'],
    [{ sub: '' }, { requiredClaims: ['sub'] }, 'ok'],
    [{ use: 'access' }, { requiredClaims: { use: 'access' } }, 'ok'],
    [{ use: 'id' }, { requiredClaims: { use: 'access' } }, 'bad-token'],
    [{ use: ['access'] }, { requiredClaims: { use: 'access' } }, 'bad-token'],
    [{ verified: 'true' }, { requiredClaims: { verified: true } }, 'bad-token'],
    // Only a token with nothing else wrong has expired: it may be worth a refresh.
    [{ exp: 1, iss: 'b' }, { issuer: 'a' }, 'bad-token'],
    [{ exp: 1, nbf: 2000 }, {}, 'bad-token'],
  ])('%j under %j: %s', async (claims, rules, expected) => {
    expect(await verdict(claims, rules)).toBe(expected)
  })

  test('says what was expected and what came', async () => {
    const fails = async (claims: object, rules: JwtRules) => {
      const token = await hs.sign({ ...claims })
      return () => verifyJwt(token, { keys, now, ...rules })
    }
    expect(await fails({ iss: 'b' }, { issuer: ['a', 'c'] })).toThrow(
      'Expected a token of a or c, got one of "b".',
    )
    expect(await fails({ aud: ['b'] }, { audience: 'a' })).toThrow(
      'Expected a token for a, got one for an array of 1.',
    )
    expect(await fails({}, { requiredClaims: ['sub'] })).toThrow(
      'Expected a token with a claim sub, got undefined.',
    )
    expect(await fails({ use: 'id' }, { requiredClaims: { use: 'access' } })).toThrow(
      'Expected a token with the use "access", got "id".',
    )
    expect(await fails({ exp: 999 }, {})).toThrow('The token expired at 999, and it is 1000.')
  })

  test('is judged as jose judges', async () => {
    const name = fc.constantFrom('a', 'b', 'a ')
    const names = fc.oneof(name, fc.array(name, { maxLength: 3 }))
    const odd = fc.constantFrom<unknown>('1000', null, true, [], {})
    const time = fc.oneof({ weight: 4, arbitrary: fc.integer({ min: 985, max: 1015 }) }, odd)
    const claims = fc.record(
      { iss: fc.oneof(name, odd), aud: fc.oneof(names, odd), exp: time, nbf: time, iat: time },
      { requiredKeys: [] },
    )
    const rules = fc.record(
      {
        issuer: fc.oneof(name, fc.array(name, { minLength: 1, maxLength: 2 })),
        audience: fc.oneof(name, fc.array(name, { minLength: 1, maxLength: 2 })),
        leeway: fc.integer({ min: 0, max: 12 }),
        requiredClaims: fc.array(fc.constantFrom('exp', 'sub', 'aud'), { minLength: 1 }),
      },
      { requiredKeys: [] },
    )
    await fc.assert(
      fc.asyncProperty(claims, rules, async (claims, rules) => {
        const { leeway = 0, ...same } = rules
        const token = await hs.sign({ ...claims } as Record<string, unknown>)
        const theirs = await jwtVerify(token, hs.signing as Uint8Array, {
          ...same,
          clockTolerance: leeway,
          currentDate: new Date(now()),
        }).then(
          () => true,
          () => false,
        )
        expect((await verdict(claims, rules)) === 'ok').toBe(theirs)
      }),
      { numRuns: 500 },
    )
  })
})
