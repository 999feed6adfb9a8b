import fc from 'fast-check'
import { ledge, type Middleware, text } from 'ledge'
import { guard } from 'ledge/guard'
import { validate } from 'ledge/rules'
import { describe, expect, test } from 'vitest'
import type { CloudFrontEvent, CloudFrontRecord, CloudFrontResult } from '../../src/event.js'
import type { Log } from '../../src/triggers/log.js'
import {
  originRequestCustom,
  originRequestS3,
  originResponse,
  originResponseChunked500,
  viewerRequest,
  viewerRequestWithBody,
  viewerResponse,
} from '../fixtures/events.js'

const silent = { log: () => {} }
const events = [
  viewerRequest,
  viewerRequestWithBody,
  originRequestCustom,
  originRequestS3,
  originResponse,
  originResponseChunked500,
  viewerResponse,
]
const errorsOf = (event: CloudFrontEvent, result: unknown): string[] =>
  validate(event.Records[0].cf.config.eventType, event, result)
    .filter(({ severity }) => severity === 'error')
    .map(({ rule }) => rule)

/** A name the compiler knows nothing of. */
const named = (name: string): string => name
const connection: Middleware<'viewer-request'> = (ctx, next) => {
  ctx.request.headers.set(named('connection'), 'close')
  ctx.request.headers.set('x-fine', 'stays')
  ctx.request.headers.delete(named('host'))
  return next()
}

describe('repair', () => {
  test('puts back what is read-only, takes out what is not allowed, and leaves the rest', async () => {
    const app = ledge({ guard: guard({ mode: 'repair' }) }).viewerRequest(connection)
    const result = await app.handler('viewer-request', silent)(viewerRequest())
    const { headers } = viewerRequest().Records[0].cf.request
    expect(result.headers).toEqual({ ...headers, 'x-fine': [{ key: 'X-Fine', value: 'stays' }] })
  })

  test('sees replies after onReply', async () => {
    const app = ledge({ guard: guard({ mode: 'repair' }) }).viewerRequest(() => text('hi'))
    app.onReply((reply) => reply.headers.set(named('via'), 'us'))
    const result = await app.handler('viewer-request', silent)(viewerRequest())
    expect(result).toMatchObject({ status: '200', body: 'hi' })
    expect(result.headers).not.toHaveProperty('via')
  })

  test('gives up what cannot be mended for a plain 500', async () => {
    const app = ledge({ guard: guard({ mode: 'repair' }) })
    app.viewerRequest(() => text('x'.repeat(50_000)))
    const result = await app.handler('viewer-request', silent)(viewerRequest())
    expect(errorsOf(viewerRequest(), result)).toEqual([])
  })

  test('gives a response that cannot be mended back as it came', async () => {
    const app = ledge({ guard: guard({ mode: 'repair' }) })
    app.originResponse((ctx, next) => {
      ctx.response.body = 'x'.repeat(1_100_000)
      ctx.response.headers.set(named('via'), 'us')
      return next()
    })
    const event = originResponseChunked500()
    const result = await app.handler('origin-response', silent)(event)
    expect(errorsOf(originResponseChunked500(), result)).toEqual([])
  })

  test('leaves no error in any result, whatever it is', () => {
    const run = guard({ mode: 'repair' })
    const log = { error() {} } as unknown as Log
    const name = fc.oneof(
      fc.constantFrom(
        'host',
        'via',
        'connection',
        'x-edge-a',
        'set-cookie',
        'transfer-encoding',
        'content-length',
        'cache-control',
        'warning',
        'bad name',
        'cloudfront-viewer-country',
      ),
      fc.string({ maxLength: 12 }),
    )
    const line = fc.oneof(
      fc.record(
        { key: fc.string({ maxLength: 8 }), value: fc.string() },
        { requiredKeys: ['value'] },
      ),
      fc.jsonValue(),
    )
    const headers = fc.dictionary(
      name,
      fc.oneof(fc.array(line, { maxLength: 3 }), fc.jsonValue()),
      { maxKeys: 5 },
    )
    const fields = fc.record(
      {
        uri: fc.oneof(fc.webPath(), fc.string()),
        querystring: fc.string(),
        method: fc.constantFrom('GET', 'POST', 'odd'),
        clientIp: fc.ipV4(),
        status: fc.oneof(fc.constantFrom('200', '204', '404', 302, 99, '600'), fc.jsonValue()),
        statusDescription: fc.oneof(fc.string(), fc.jsonValue()),
        body: fc.oneof(fc.string(), fc.jsonValue()),
        bodyEncoding: fc.constantFrom('text', 'base64', 'gzip'),
        origin: fc.oneof(
          fc.record({
            custom: fc.record({
              domainName: fc.domain(),
              port: fc.integer({ min: 0, max: 70_000 }),
            }),
          }),
          fc.jsonValue(),
        ),
      },
      { requiredKeys: [] },
    )
    fc.assert(
      fc.property(
        fc.constantFrom(...events),
        fields,
        headers,
        fc.boolean(),
        (make, changed, added, whole) => {
          const { cf } = make().Records[0]
          const { eventType } = cf.config
          const came: CloudFrontRecord = structuredClone(cf)
          const message = (
            eventType.endsWith('request') ? cf.request : cf.response
          ) as CloudFrontResult
          const result = {
            ...(whole ? {} : message),
            ...changed,
            headers: { ...message.headers, ...added },
          }
          const mended = run(eventType, came, result as unknown as CloudFrontResult, log)
          expect(errorsOf({ Records: [{ cf: came }] }, mended)).toEqual([])
        },
      ),
      { numRuns: 1500 },
    )
  })
})

describe('throw and log', () => {
  test('throw makes it an error of the app', async () => {
    let code: unknown
    const app = ledge({ guard: guard({ mode: 'throw' }) }).viewerRequest(connection)
    app.onError((error) => {
      code = (error as { code: unknown }).code
    })
    expect(await app.handler('viewer-request', silent)(viewerRequest())).toMatchObject({
      status: '500',
    })
    expect(code).toBe('refused')
  })

  test('throw passes a response on as it came', async () => {
    const app = ledge({ guard: guard({ mode: 'throw' }) })
    app.viewerResponse((ctx, next) => {
      ctx.response.headers.delete(named('content-length'))
      return next()
    })
    const result = await app.handler('viewer-response', silent)(viewerResponse())
    expect(result).toEqual(viewerResponse().Records[0].cf.response)
  })

  test('log lets it go, with one line that names the rule', async () => {
    const lines: string[] = []
    const app = ledge({ guard: guard({ mode: 'log' }) }).viewerRequest(connection)
    const log = (_level: string, line: string): void => void lines.push(line)
    const result = await app.handler('viewer-request', { log })(viewerRequest())
    expect(result.headers).toHaveProperty('connection')
    expect(lines.map((line) => JSON.parse(line))).toMatchObject([
      {
        level: 'error',
        mode: 'log',
        findings: expect.arrayContaining([expect.stringContaining('header-disallowed')]),
      },
    ])
  })

  test('what is sound goes out without a line', async () => {
    const lines: string[] = []
    const app = ledge({ guard: guard({ mode: 'throw' }) })
    app.originRequest((ctx, next) => {
      ctx.request.origin.useCustom({ domainName: 'api.example' })
      return next()
    })
    const result = await app.handler('origin-request', { log: (_level, line) => lines.push(line) })(
      originRequestS3(),
    )
    expect(result).toMatchObject({ origin: { custom: { domainName: 'api.example' } } })
    expect(lines).toEqual([])
  })

  test('another mode is refused when it is built', () => {
    expect(() => guard({ mode: 'fix' as 'log' })).toThrow(
      /expected mode to be throw, repair or log, got fix/,
    )
  })
})
