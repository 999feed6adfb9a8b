import { createCarry, ledge } from 'ledge'
import { describe, expect, test } from 'vitest'
import type { CloudFrontRequest } from '../../src/event.js'
import { originRequestCustom, originResponse, viewerRequest } from '../fixtures/events.js'

const secret = 'sixteen letters!'

/** Sends a value through viewer-request and reads it in origin-request and origin-response. */
async function carried(
  value: unknown,
  options = {},
  tamper = (text: string): string => text,
): Promise<unknown[]> {
  const carry = createCarry<unknown>('state', options)
  const seen: unknown[] = []
  const app = ledge().use(carry)
  app.viewerRequest((ctx, next) => {
    carry.set(ctx, value)
    return next()
  })
  app.originRequest((ctx, next) => {
    seen.push(carry.get(ctx))
    return next()
  })
  app.originResponse((ctx, next) => {
    seen.push(carry.get(ctx))
    return next()
  })
  const sent = (await app.handler('viewer-request')(viewerRequest())) as CloudFrontRequest
  const [line] = sent.headers['x-ledge-state'] ?? []
  const headers = { 'x-ledge-state': [{ value: tamper(line?.value ?? '') }] }
  await app.handler('origin-request')(originRequestCustom({ headers }))
  const event = originResponse()
  const { cf } = event.Records[0]
  await app.handler('origin-response')({
    Records: [{ cf: { ...cf, request: { ...cf.request, headers } } }],
  })
  return seen
}

describe('createCarry', () => {
  test.each([
    'b',
    '',
    'true',
    '1',
    '"quoted"',
    'a b\r\nc é',
    0,
    false,
    null,
    { a: [1, { b: 'ü' }] },
    '\ud800x',
  ])('takes %j to the later triggers', async (value) => {
    const expected = value === '\ud800x' ? '\ufffdx' : value
    expect(await carried(value)).toEqual([expected, expected])
    expect(await carried(value, { secret })).toEqual([expected, expected])
  })

  test('a text is sent as it is, so that a cache key can be read', async () => {
    const carry = createCarry<string>('variant')
    const app = ledge()
      .use(carry)
      .viewerRequest((ctx, next) => {
        carry.set(ctx, 'blue')
        return next()
      })
    expect(await app.handler('viewer-request')(viewerRequest())).toMatchObject({
      headers: { 'x-ledge-variant': [{ key: 'X-Ledge-Variant', value: 'blue' }] },
    })
  })

  test('a signed value that was changed is none', async () => {
    expect(await carried('a', { secret }, (text) => text.replace('a', 'b'))).toEqual([
      undefined,
      undefined,
    ])
    expect(await carried('a', { secret }, () => 'a')).toEqual([undefined, undefined])
    expect(await carried('a', {}, () => '%zz')).toEqual([undefined, undefined])
  })

  test('the same value always has the same signature', async () => {
    const texts: string[] = []
    for (let i = 0; i < 2; i++)
      await carried({ a: 1 }, { secret }, (text) => {
        texts.push(text)
        return text
      })
    expect(texts[0]).toBe(texts[1])
  })

  test('makes viewer-request active, strips first, and declares itself', () => {
    const cached = createCarry('a')
    const forwarded = createCarry('b', { cacheKey: false })
    const app = ledge().use(cached, forwarded)
    expect(app.routes()).toEqual([
      expect.objectContaining({ name: 'strip a', needs: { cacheKey: { headers: ['x-ledge-a'] } } }),
      expect.objectContaining({ name: 'strip b', needs: { forward: { headers: ['x-ledge-b'] } } }),
    ])
    expect(app.triggers()).toEqual(['viewer-request'])
  })

  test('used without being registered it is an error that says what to do', async () => {
    const carry = createCarry<string>('lost')
    const app = ledge().viewerRequest((ctx, next) => {
      carry.set(ctx, 'x')
      return next()
    })
    let message = ''
    app.onError((error) => {
      message = String(error)
    })
    await app.handler('viewer-request', { log: () => {} })(viewerRequest())
    expect(message).toContain('call app.use(lost)')
  })

  test.each(['', 'a b', 'a_b', '-a', 'ü'])('refuses the name %j', (name) => {
    expect(() => createCarry(name)).toThrow(expect.objectContaining({ code: 'bad-option' }))
  })

  test('refuses a short secret', () => {
    expect(() => createCarry('a', { secret: 'short' })).toThrow(
      expect.objectContaining({ code: 'bad-option' }),
    )
  })
})
