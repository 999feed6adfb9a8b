import fc from 'fast-check'
import { ledge } from 'ledge'
import { eventFromJson, run } from 'ledge/testing'
import { anyCookies, anyEvent, anyHeaders, anyQuerystring, anyUri } from 'ledge/testing/arbitrary'
import { describe, expect, test } from 'vitest'
import type { Trigger } from '../../src/event.js'

const triggers: Trigger[] = [
  'viewer-request',
  'origin-request',
  'origin-response',
  'viewer-response',
]

describe.each(triggers)('any event of %s', (trigger) => {
  test('is one, and passes through an app without a finding', async () => {
    await fc.assert(
      fc.asyncProperty(anyEvent(trigger), async (event) => {
        expect(eventFromJson(event, trigger)).toEqual(event)
        const app = ledge()
        app.viewerRequest((_ctx, next) => next())
        const outcome = await run(app, event)
        expect(outcome.changes).toEqual([])
        expect(outcome.findings).toEqual([])
      }),
      { numRuns: 50 },
    )
  })
})

const drawn = <T>(arbitrary: fc.Arbitrary<T>): T[] =>
  fc.sample(arbitrary, { numRuns: 500, seed: 1 })

test('without a trigger there are events of all', () => {
  const seen = new Set(drawn(anyEvent()).map((event) => event.Records[0].cf.config.eventType))
  expect(seen).toEqual(new Set(triggers))
})

test('uris are paths, malformed ones included', () => {
  const uris = drawn(anyUri())
  expect(uris.filter((uri) => !/^\/[^\s?#]*$/.test(uri))).toEqual([])
  expect(uris.some((uri) => /%(?![\da-f]{2})/i.test(uri))).toBe(true)
  expect(uris.some((uri) => uri.includes('//'))).toBe(true)
  expect(uris.some((uri) => /(^|\/)\.\.(\/|$)/.test(uri))).toBe(true)
  expect(uris).toContain('/')
})

test('queries repeat names and hold empty pairs', () => {
  const queries = drawn(anyQuerystring())
  expect(queries).toContain('')
  expect(queries.some((query) => query.includes('&&'))).toBe(true)
  expect(queries.some((query) => /%zz/.test(query))).toBe(true)
})

test('headers are on one line or several, and never what CloudFront hides', () => {
  const headers = drawn(anyHeaders())
  expect(headers.some((each) => Object.values(each).some((lines) => lines.length > 1))).toBe(true)
  expect(headers.some((each) => 'accept-language' in each)).toBe(true)
  expect(headers.some((each) => 'connection' in each || 'x-real-ip' in each)).toBe(false)
})

test('cookies hold what is none', () => {
  const cookies = drawn(anyCookies())
  expect(cookies.some((line) => line.includes('=value'))).toBe(true)
  expect(cookies.some((line) => line.includes('__proto__'))).toBe(true)
})
