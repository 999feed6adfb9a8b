import { eventFromJson, eventFromRequest, viewerRequestEvent } from 'ledge/testing'
import { describe, expect, test } from 'vitest'
import * as fixtures from '../fixtures/events.js'

describe('a recorded event', () => {
  test('is the same, but a copy', () => {
    const recorded = fixtures.originResponse()
    const event = eventFromJson(recorded)
    expect(event).toEqual(recorded)
    expect(event.Records[0].cf.request).not.toBe(recorded.Records[0].cf.request)
  })

  test('is given what old recordings lack', () => {
    const { config, request } = viewerRequestEvent('/').Records[0].cf
    const { eventType: _, ...oldConfig } = config
    const { querystring: __, clientIp: ___, ...oldRequest } = request
    const old = { Records: [{ cf: { config: oldConfig, request: oldRequest } }] }
    expect(eventFromJson(old, 'viewer-request').Records[0].cf).toMatchObject({
      config: { eventType: 'viewer-request' },
      request: { querystring: '', clientIp: expect.any(String) },
    })
  })

  test.each([
    fixtures.viewerRequest,
    fixtures.viewerRequestWithBody,
    fixtures.originRequestCustom,
    fixtures.originRequestS3,
    fixtures.originResponseChunked500,
    fixtures.viewerResponse,
  ])('of any trigger is one: %o', (recorded) => {
    expect(eventFromJson(recorded())).toEqual(recorded())
  })

  /** An event with something else at one place; with nothing there, where `value` is undefined. */
  const changed = (part: string, field: string | undefined, value?: unknown): unknown => {
    const cf: Record<string, object> = { ...fixtures.originResponse().Records[0].cf }
    const now = field === undefined ? value : { ...cf[part], [field]: value }
    return { Records: [{ cf: { ...cf, [part]: now } }] }
  }
  test.each<[string, unknown, string]>([
    ['null', null, 'Records: expected a list of one, got undefined'],
    ['an empty list', { Records: [] }, 'Records: expected a list of one'],
    ['no cf', { Records: [{}] }, 'Records[0].cf: expected an object, got undefined'],
    ['no config', { Records: [{ cf: {} }] }, 'cf.config: expected an object'],
    ['another type', changed('config', 'eventType', 'x'), 'cf.config.eventType'],
    ['no request', changed('request', undefined), 'cf.request: expected an object'],
    ['a uri that is none', changed('request', 'uri', 7), 'cf.request.uri'],
    ['no response', changed('response', undefined), 'cf.response: expected an object'],
    ['a number as status', changed('response', 'status', 200), 'cf.response.status'],
    [
      'a raw header',
      changed('request', 'headers', { host: 'a' }),
      'cf.request.headers.host: expected a list of { key, value }, got "a"',
    ],
    [
      'a header spelt large',
      changed('request', 'headers', { Host: [{ value: 'a' }] }),
      'cf.request.headers.Host: expected a name in lower case',
    ],
  ])('with %s is refused at its place', (_, json, message) => {
    expect(() => eventFromJson(json)).toThrow(message)
  })

  test('of another trigger is refused', () => {
    expect(() => eventFromJson(fixtures.originResponse(), 'viewer-request')).toThrow(
      'cf.config.eventType: expected viewer-request, got "origin-response"',
    )
  })
})

describe('a Request of the Fetch standard', () => {
  test('becomes an event, body and all', async () => {
    const { request } = (
      await eventFromRequest(
        new Request('https://shop.example:8443/a%20b?c=d#e', {
          method: 'PUT',
          headers: { cookie: 'sid=1', 'x-a': 'b' },
          body: 'text',
        }),
        { clientIp: '198.51.100.4' },
      )
    ).Records[0].cf
    expect(request).toMatchObject({
      clientIp: '198.51.100.4',
      method: 'PUT',
      uri: '/a%20b',
      querystring: 'c=d',
      headers: {
        host: [{ value: 'shop.example:8443' }],
        cookie: [{ value: 'sid=1' }],
        'x-a': [{ value: 'b' }],
        'content-length': [{ value: '4' }],
      },
      body: { data: btoa('text') },
    })
  })

  test('needs no body', async () => {
    const event = await eventFromRequest(new Request('https://shop.example/'))
    expect(event.Records[0].cf.request).toMatchObject({ method: 'GET', uri: '/' })
    expect(event.Records[0].cf.request).not.toHaveProperty('body')
  })
})
