import { generateKeyPairSync } from 'node:crypto'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { EdgeError } from '../../src/error.js'
import {
  type JwtVerifier,
  jwtVerifier,
  type RemoteJwksOptions,
  remoteJwks,
} from '../../src/jwt/index.js'
import { issuer, unsigned } from './issuer.js'
import { type KeyServer, keyServer } from './key-server.js'

const one = issuer('ES256', 'one')
const two = issuer('ES256', 'two')
const byOne = await one.sign({ sub: 'ann' })
const byTwo = await two.sign({ sub: 'bob' })
const invented = unsigned({ alg: 'ES256', kid: 'invented' }, {})

let server: KeyServer

beforeEach(async () => {
  server = await keyServer(one.jwk)
  vi.useFakeTimers({ toFake: ['Date'], now: 1_700_000_000_000 })
})

afterEach(async () => {
  vi.useRealTimers()
  await server.close()
})

const pass = (seconds: number): void => {
  vi.setSystemTime(Date.now() + seconds * 1000)
}

const verifier = (options?: RemoteJwksOptions): JwtVerifier =>
  jwtVerifier({ keys: remoteJwks(server.url, options) })

const code = async (outcome: unknown): Promise<unknown> => {
  try {
    await outcome
    return 'ok'
  } catch (error) {
    return error instanceof EdgeError ? error.code : error
  }
}
const refusal = (verify: JwtVerifier, token: string): Promise<unknown> =>
  code((async () => verify(token))())

describe('the keys are fetched', () => {
  test('when the first token comes, and not again while they are fresh', async () => {
    const verify = verifier({ ttl: 60 })
    expect(server.asked).toBe(0)
    expect(await verify(byOne)).toEqual({ sub: 'ann' })
    pass(59)
    expect(verify(byOne)).toEqual({ sub: 'ann' })
    expect(verify(await one.sign({ sub: 'eve' }))).toEqual({ sub: 'eve' })
    expect(server.asked).toBe(1)
  })

  test('once for all that wait for them', async () => {
    const verify = verifier()
    const all = await Promise.all(Array.from({ length: 20 }, () => verify(byOne)))
    expect(all).toEqual(Array(20).fill({ sub: 'ann' }))
    expect(server.asked).toBe(1)
  })

  test('again when they are older than the ttl', async () => {
    const verify = verifier({ ttl: 60 })
    await verify(byOne)
    pass(60)
    expect(await verify(byOne)).toEqual({ sub: 'ann' })
    expect(server.asked).toBe(2)
  })

  test('not for a token that no key could have signed', async () => {
    const verify = verifier()
    for (const token of ['x', 'a.b.c', unsigned({ alg: 'none' }, {}, ''), '.'.repeat(1e5)]) {
      expect(await refusal(verify, token)).toBe('bad-token')
    }
    expect(server.asked).toBe(0)
  })
})

describe('an issuer that rotates', () => {
  test('a new kid is fetched at once', async () => {
    const verify = verifier({ cooldown: 30 })
    await verify(byOne)
    pass(30)
    server.keys = [one.jwk, two.jwk]
    expect(await verify(byTwo)).toEqual({ sub: 'bob' })
    expect(verify(byOne)).toEqual({ sub: 'ann' })
    expect(server.asked).toBe(2)
  })

  test('a remembered token is refused once its key has gone', async () => {
    const verify = verifier({ ttl: 60 })
    await verify(byOne)
    expect(verify(byOne)).toEqual({ sub: 'ann' })
    server.keys = [two.jwk]
    pass(60)
    expect(await refusal(verify, byOne)).toBe('bad-token')
    expect(await verify(byTwo)).toEqual({ sub: 'bob' })
  })

  test('a remembered token is refused once another key has its kid', async () => {
    const verify = verifier({ ttl: 60 })
    await verify(byOne)
    server.keys = [{ ...two.jwk, kid: 'one' }]
    pass(60)
    expect(await refusal(verify, byOne)).toBe('bad-token')
  })

  test('invented kids bring about one fetch per cooldown', async () => {
    const verify = verifier({ cooldown: 30 })
    await verify(byOne)
    for (let i = 0; i < 10; i++) expect(await refusal(verify, invented)).toBe('bad-token')
    expect(server.asked).toBe(1)
    pass(30)
    const kids = ['a', 'b', 'c'].map((kid) => unsigned({ alg: 'ES256', kid }, {}))
    const outcomes = await Promise.all(kids.map((token) => refusal(verify, token)))
    expect(outcomes).toEqual(['bad-token', 'bad-token', 'bad-token'])
    for (let i = 0; i < 10; i++) expect(await refusal(verify, invented)).toBe('bad-token')
    expect(server.asked).toBe(2)
    expect(verify(byOne)).toEqual({ sub: 'ann' })
  })
})

describe('an issuer that is down', () => {
  test.each<[how: string, answer: NonNullable<KeyServer['answer']>]>([
    ['answers 500', (response) => response.writeHead(500).end('{"keys":[]}')],
    ['hangs up', (response) => response.destroy()],
    ['sends a page', (response) => response.end('<!doctype html>')],
    ['sends null', (response) => response.end('null')],
    ['sends no keys', (response) => response.end('{"keys":[]}')],
    ['sends something else', (response) => response.end('{"keys":{"a":1}}')],
    ['leads elsewhere', (response) => response.writeHead(302, { location: '/other' }).end()],
    [
      'shows its private key',
      (response) => response.end(JSON.stringify({ keys: [{ ...one.jwk, d: 'AAAA' }] })),
    ],
  ])('%s: the keys known so far go on to count', async (_, answer) => {
    const verify = verifier({ ttl: 60, cooldown: 30 })
    await verify(byOne)
    server.answer = answer
    pass(60)
    expect(await verify(byOne)).toEqual({ sub: 'ann' })
    expect(server.asked).toBeGreaterThanOrEqual(2)
    // Until the cooldown is over it is left alone.
    const { asked } = server
    pass(29)
    expect(verify(byOne)).toEqual({ sub: 'ann' })
    expect(server.asked).toBe(asked)
    // And when it is back, so are its keys.
    pass(1)
    server.answer = undefined
    server.keys = [two.jwk]
    expect(await refusal(verify, byOne)).toBe('bad-token')
    expect(await verify(byTwo)).toEqual({ sub: 'bob' })
  })

  test('from the start: 503, one attempt a second, until it is back', async () => {
    const { url } = server
    await server.close()
    const verify = jwtVerifier({ keys: remoteJwks(url) })
    const error = await Promise.resolve(verify(byOne)).catch((error) => error)
    expect(error).toMatchObject({
      code: 'service-unavailable',
      message: `There are no keys from ${url}.`,
      reply: { status: 503, headers: { 'retry-after': '5' } },
    })
    expect(error.cause).toBeInstanceOf(Error)
    expect(await refusal(verify, byOne)).toBe('service-unavailable')

    server = await keyServer(one.jwk)
    server.answer = (response) => response.writeHead(503).end()
    const again = verifier()
    for (let i = 0; i < 5; i++) expect(await refusal(again, byOne)).toBe('service-unavailable')
    expect(server.asked).toBe(1)
    pass(1)
    server.answer = undefined
    expect(await again(byOne)).toEqual({ sub: 'ann' })
    expect(server.asked).toBe(2)
  })

  test('lets in those whose keys the build brought along', async () => {
    server.answer = (response) => response.destroy()
    const verify = verifier({ initial: { keys: [one.jwk] } })
    expect(verify(byOne)).toEqual({ sub: 'ann' })
    expect(server.asked).toBe(0)
  })

  test('does not make a key that is not known a forged one', async () => {
    server.answer = (response) => response.writeHead(503).end()
    const verify = verifier({ initial: { keys: [one.jwk] } })
    expect(await refusal(verify, byTwo)).toBe('service-unavailable')
    pass(30)
    server.answer = undefined
    server.keys = [one.jwk, two.jwk]
    expect(await verify(byTwo)).toEqual({ sub: 'bob' })
  })
})

describe('an issuer that is slow', () => {
  test('is waited for no longer than the timeout', async () => {
    server.answer = () => {}
    const verify = verifier({ timeout: 0.1 })
    const start = performance.now()
    expect(await refusal(verify, byOne)).toBe('service-unavailable')
    expect(performance.now() - start).toBeLessThan(2000)
  })

  test('also where only its last byte is', async () => {
    const verify = verifier({ timeout: 1, ttl: 60 })
    await verify(byOne)
    pass(60)
    server.answer = (response) => response.writeHead(200).write('{"keys":')
    expect(await verify(byOne)).toEqual({ sub: 'ann' })
    expect(server.asked).toBe(2)
  })

  test('holds up nobody whose key is known and fresh', async () => {
    const verify = verifier({ cooldown: 1, timeout: 5 })
    await verify(byOne)
    pass(1)
    let finish = (): void => {}
    server.answer = (response) => {
      finish = () => response.end(JSON.stringify({ keys: [one.jwk, two.jwk] }))
    }
    const waiting = verify(byTwo)
    expect(verify(byOne)).toEqual({ sub: 'ann' })
    await vi.waitFor(() => expect(server.asked).toBe(2))
    finish()
    expect(await waiting).toEqual({ sub: 'bob' })
  })
})

describe('keys that were built in', () => {
  test('a kid that is not among them is fetched', async () => {
    server.keys = [one.jwk, two.jwk]
    const verify = verifier({ initial: { keys: [one.jwk] } })
    expect(verify(byOne)).toEqual({ sub: 'ann' })
    expect(await verify(byTwo)).toEqual({ sub: 'bob' })
    expect(server.asked).toBe(1)
  })

  test('are replaced after the ttl', async () => {
    server.keys = [two.jwk]
    const verify = verifier({ initial: { keys: [one.jwk] }, ttl: 60 })
    expect(verify(byOne)).toEqual({ sub: 'ann' })
    pass(60)
    expect(await refusal(verify, byOne)).toBe('bad-token')
  })
})

test('keys of a set that cannot be used do not keep the others from counting', async () => {
  const offCurve = { ...one.jwk, kid: 'off', x: Buffer.alloc(32, 1).toString('base64url') }
  const small = generateKeyPairSync('rsa', { modulusLength: 1024 }).publicKey
  server.keys = [
    null as never,
    { ...two.jwk, d: 'AAAA' },
    { ...two.jwk, y: undefined },
    { ...small.export({ format: 'jwk' }), kid: 'small' },
    offCurve,
    one.jwk,
  ]
  const verify = verifier({ cooldown: 30 })
  expect(await verify(byOne)).toEqual({ sub: 'ann' })
  expect(await refusal(verify, byTwo)).toBe('bad-token')
  expect(await refusal(verify, await one.sign({}, { kid: 'off' }))).toBe('bad-token')
  server.keys = [offCurve]
  expect(await refusal(verifier(), byOne)).toBe('service-unavailable')
})

test('a secret that is published is no key', async () => {
  const hs = issuer('HS256')
  server.keys = [one.jwk, hs.jwk]
  const verify = verifier()
  await verify(byOne)
  expect(await refusal(verify, await hs.sign({}))).toBe('bad-token')
})

test.each<[url: unknown, options: object, message: RegExp]>([
  ['http://id.example.com/jwks.json', {}, /url to be an https URL, got "http:\/\/id/],
  ['http://localhost.example.com/', {}, /url to be an https URL/],
  ['/jwks.json', {}, /url to be an https URL, got "\/jwks/],
  ['file:///jwks.json', {}, /url to be an https URL/],
  [undefined, {}, /url to be an https URL, got undefined/],
  ['https://id.example.com/', { ttl: 0 }, /ttl to be a number of seconds above 0, got 0/],
  ['https://id.example.com/', { cooldown: 'x' }, /cooldown to be a number of seconds/],
  ['https://id.example.com/', { ttl: '600' }, /ttl to be a number of seconds .*got "600"/],
  ['https://id.example.com/', { timeout: Number.POSITIVE_INFINITY }, /timeout .*got Infinity/],
  ['https://id.example.com/', { timeout: -1 }, /timeout to be a number of seconds/],
  ['https://id.example.com/', { initial: { keys: [] } }, /a key that verifies signatures/],
  ['https://id.example.com/', { initial: 'x' }, /initial to be a set of keys/],
  ['https://id.example.com/', { cache: 1 }, /an option among url, ttl, .*got "cache"/],
])('remoteJwks(%j, %o) is refused', (url, options, message) => {
  const build = () => remoteJwks(url as string, options)
  expect(build).toThrow(message)
  expect(build).toThrow(expect.objectContaining({ code: 'bad-option' }))
})

test('an HMAC is not verified by keys that anyone can fetch', () => {
  const keys = remoteJwks('https://id.example.com/')
  expect(() => jwtVerifier({ keys, algorithms: ['HS256'] })).toThrow(
    /an algorithm of the keys: RS256/,
  )
})

test('http is for this machine', () => {
  for (const host of ['localhost:1', '127.0.0.1:1', '[::1]:1']) {
    expect(() => remoteJwks(`http://${host}/jwks.json`)).not.toThrow()
  }
})
