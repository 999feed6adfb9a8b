import { describe, expect, test } from 'vitest'
import type { CloudFrontEvent, Trigger } from '../../src/event.js'
import { rules, validate } from '../../src/rules/index.js'
import * as events from '../fixtures/events.js'
import { cases } from './cases/all.js'

const unchanged: readonly (readonly [Trigger, () => CloudFrontEvent])[] = [
  ['viewer-request', events.viewerRequest],
  ['viewer-request', events.viewerRequestWithBody],
  ['origin-request', events.originRequestCustom],
  ['origin-request', events.originRequestS3],
  ['origin-response', events.originResponse],
  ['origin-response', events.originResponseChunked500],
  ['viewer-response', events.viewerResponse],
]

describe.each(Object.entries(cases))('%s', (id, ofRule) => {
  test.each([...ofRule])('$what', ({ trigger, event, broken, inside, options, ...expected }) => {
    const rule = rules.find((rule) => rule.id === id)
    const findings = validate(trigger, event, broken, options)
    const ids = [id, ...(expected.also ?? [])]

    expect(findings.map((finding) => finding.rule).sort()).toEqual(ids.sort())
    expect(findings.find((finding) => finding.rule === id)).toMatchObject({
      trigger,
      severity: expected.severity ?? 'error',
      path: expected.path,
      message: expect.stringContaining(expected.message),
      docs: rule?.docs,
      fix: rule?.fix,
    })
    expect(validate(trigger, event, inside, options)).toEqual([])
  })
})

test('every rule that a result can break has a case', () => {
  const beyondResults = ['throws', 'throttled']
  expect(Object.keys(cases).sort()).toEqual(
    rules
      .map(({ id }) => id)
      .filter((id) => !beyondResults.includes(id))
      .sort(),
  )
})

test('each case is one of a trigger that the rule names', () => {
  for (const [id, ofRule] of Object.entries(cases)) {
    const triggers: readonly Trigger[] = rules.find((rule) => rule.id === id)?.triggers ?? []
    expect(ofRule.filter(({ trigger }) => !triggers.includes(trigger))).toEqual([])
  }
})

describe('what came and is given back', () => {
  test.each(unchanged)('%s: %o is fine', (trigger, make) => {
    const { request, response } = make().Records[0].cf
    expect(validate(trigger, make(), response ?? request)).toEqual([])
  })

  test('is fine even where a function could not set it', () => {
    const event = events.originRequestCustom({
      uri: 'no slash #',
      querystring: 'a b',
      headers: { ...events.lines({ 'X-Cache': 'Hit', 'X-A': 'a\x01' }) },
      origin: { custom: events.customOrigin({ readTimeout: 180, domainName: '192.0.2.1' }) },
    })
    expect(validate('origin-request', event, event.Records[0].cf.request)).toEqual([])

    const response = events.originResponse({
      status: '100',
      headers: events.lines({ 'Set-Cookie': 'origin=1' }),
    })
    expect(validate('origin-response', response, response.Records[0].cf.response)).toEqual([])
  })

  test('is not changed by being looked at', () => {
    const event = events.originResponse()
    validate('origin-response', event, event.Records[0].cf.response)
    expect(event).toEqual(events.originResponse())
  })
})

test('an answer to a POST is not stored, so its cookies are its own', () => {
  const login = events.originRequestCustom({ method: 'POST' })
  const reply = { status: '303', headers: events.lines({ 'Set-Cookie': 'session=1' }) }
  expect(validate('origin-request', login, reply)).toEqual([])
})

test('a viewer-response body is held to 40 KB where it is allowed', () => {
  const event = events.viewerResponse({ headers: {} })
  const found = (bytes: number): string[] =>
    validate(
      'viewer-response',
      event,
      { status: '200', body: 'x'.repeat(bytes) },
      { viewerResponseBody: 'allowed' },
    ).map((finding) => finding.rule)
  expect(found(40_960)).toEqual([])
  expect(found(40_961)).toEqual(['generated-size'])
})

test('an option that is undefined is left at its default', () => {
  const event = events.originRequestCustom()
  const { request } = event.Records[0].cf
  const custom = events.customOrigin({ readTimeout: 61 })
  const found = (readTimeout?: [number, number]): number =>
    validate('origin-request', event, { ...request, origin: { custom } }, { readTimeout }).length
  expect(found()).toBe(1)
  expect(found([1, 120])).toBe(0)
})

test('a finding names the middleware that made the change', () => {
  const request = { ...events.viewerRequest().Records[0].cf.request, uri: 'x', querystring: '#' }
  const blame = (path: string): string | undefined => (path === 'uri' ? 'rewrite' : undefined)
  const [uri, query] = validate('viewer-request', events.viewerRequest(), request, { blame })
  expect(uri).toMatchObject({ path: 'uri', middleware: 'rewrite' })
  expect(query).toMatchObject({ path: 'querystring' })
  expect(query).not.toHaveProperty('middleware')
})

test('a name from outside writes no line of its own into a log', () => {
  const headers = { 'x\nERROR fake\u2028': [{ value: '1' }] }
  const found = validate('viewer-request', events.viewerRequest(), { status: '200', headers })
  expect(found.map(({ message }) => message)).toContainEqual(
    expect.stringContaining('headerName : X\\u000aERROR fake\\u2028.'),
  )
})

test('a hundred findings are enough', () => {
  const headers = Object.fromEntries(Array.from({ length: 1_000 }, (_, i) => [`x-${i}`, 'raw']))
  const findings = validate('viewer-request', events.viewerRequest(), { status: '200', headers })
  expect(findings).toHaveLength(100)
})

test('of a trigger that is none it knows nothing', () => {
  expect(validate('origin-reply' as Trigger, events.viewerRequest(), { status: '99' })).toEqual([])
})
