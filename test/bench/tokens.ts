/**
 * W7: a token from a cookie, by Ledge, by node:crypto as one would write it by hand, and by jose.
 *
 * npx esbuild test/bench/tokens.ts --bundle --platform=node --format=esm --packages=external | node --input-type=module
 *
 * Each contender must accept a good token and refuse a tampered and an expired one before it is
 * timed. A round times all of them, in turn forwards and backwards; the figures are the best rounds,
 * since what else runs on the machine only ever adds.
 */
import {
  createHmac,
  createPublicKey,
  createSecretKey,
  generateKeyPairSync,
  type KeyObject,
  randomBytes,
  timingSafeEqual,
  verify,
} from 'node:crypto'
import { jwtVerify, SignJWT } from 'jose'
import { importKeys, jwtVerifier } from '../../src/jwt/index.js'

type Verify = (token: string) => unknown

const issuer = 'https://id.example.com'
const audience = 'shop'

/** What a careful hand writes: the algorithm fixed, the claims checked. */
function byHand(isGood: (input: string, signature: Buffer) => boolean, alg: string): Verify {
  return (token) => {
    const [header = '', payload = '', signature = '', rest] = token.split('.')
    if (rest !== undefined) throw new Error('parts')
    if (JSON.parse(Buffer.from(header, 'base64url').toString()).alg !== alg) throw new Error('alg')
    if (!isGood(`${header}.${payload}`, Buffer.from(signature, 'base64url'))) {
      throw new Error('signature')
    }
    const claims = JSON.parse(Buffer.from(payload, 'base64url').toString())
    const now = Date.now() / 1000
    if (claims.iss !== issuer || claims.aud !== audience) throw new Error('claims')
    if (typeof claims.exp !== 'number' || claims.exp <= now) throw new Error('expired')
    if (claims.nbf !== undefined && !(claims.nbf <= now)) throw new Error('early')
    return claims
  }
}

function contenders(alg: 'RS256' | 'HS256', key: KeyObject): Record<string, Verify> {
  const jwk = { ...key.export({ format: 'jwk' }), alg, kid: 'one' }
  const keys = importKeys({ keys: [jwk] })
  const hand =
    alg === 'HS256'
      ? (input: string, signature: Buffer) => {
          const made = createHmac('sha256', key).update(input).digest()
          return made.length === signature.length && timingSafeEqual(made, signature)
        }
      : (input: string, signature: Buffer) => verify('sha256', Buffer.from(input), key, signature)
  return {
    'by hand': byHand(hand, alg),
    ledge: jwtVerifier({ keys, issuer, audience, cache: 0 }) as Verify,
    'ledge, remembered': jwtVerifier({ keys, issuer, audience }) as Verify,
    jose: async (token) =>
      (await jwtVerify(token, key, { issuer, audience, algorithms: [alg] })).payload,
  }
}

async function prove(name: string, verify: Verify, sign: (exp: string) => Promise<string>) {
  const good = await sign('1h')
  const claims = (await verify(good)) as { sub?: string }
  if (claims.sub !== 'auth0|5f2a6c') throw new Error(`${name} does not read the claims`)
  const refuses = async (token: string): Promise<boolean> => {
    try {
      await verify(token)
      return false
    } catch {
      return true
    }
  }
  const [header, payload, signature = ''] = good.split('.')
  const tampered = `${header}.${payload}.${signature[0] === 'A' ? 'B' : 'A'}${signature.slice(1)}`
  if (!(await refuses(tampered))) throw new Error(`${name} takes a tampered token`)
  if (!(await refuses(await sign('-1h')))) throw new Error(`${name} takes an expired token`)
}

/** Nanoseconds per call; each call gets a text of its own, as each request does. */
async function time(verify: Verify, token: string, calls: number): Promise<number> {
  const texts = Array.from({ length: calls }, () => Buffer.from(token).toString('latin1'))
  const start = process.hrtime.bigint()
  for (const text of texts) {
    const outcome = verify(text)
    if (outcome instanceof Promise) await outcome
  }
  return Number(process.hrtime.bigint() - start) / calls
}

async function compare(alg: 'RS256' | 'HS256', signing: KeyObject, key: KeyObject): Promise<void> {
  const sign = (exp: string): Promise<string> =>
    new SignJWT({ email: 'ann@shop.example', scope: 'read write', roles: ['editor', 'staff'] })
      .setProtectedHeader({ alg, kid: 'one', typ: 'JWT' })
      .setIssuer(issuer)
      .setAudience(audience)
      .setSubject('auth0|5f2a6c')
      .setIssuedAt()
      .setExpirationTime(exp)
      .sign(signing)
  const all = Object.entries(contenders(alg, key))
  for (const [name, verify] of all) await prove(`${alg} ${name}`, verify, sign)
  const token = await sign('1h')
  const calls = alg === 'HS256' ? 3000 : 600
  const times = new Map(all.map(([name]) => [name, [] as number[]]))
  for (let round = 0; round < 24; round++) {
    for (const [name, verify] of round % 2 ? all : all.toReversed()) {
      const taken = await time(verify, token, calls)
      if (round >= 4) times.get(name)?.push(taken)
    }
  }
  const base = Math.min(...(times.get('by hand') ?? []))
  for (const [name, taken] of times) {
    const ns = Math.min(...taken)
    console.log(
      `${alg}  ${name.padEnd(18)} ${ns.toFixed(0).padStart(8)} ns  ${(ns / base).toFixed(2)}x`,
    )
  }
}

const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 })
await compare('RS256', rsa.privateKey, createPublicKey(rsa.privateKey))
const secret = createSecretKey(randomBytes(32))
await compare('HS256', secret, secret)
