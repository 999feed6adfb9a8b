import {
  originRequestEvent,
  originResponseEvent,
  type TriggerEvent,
  viewerRequestEvent,
  viewerResponseEvent,
} from 'ledge/testing'
import { describe, expect, test } from 'vitest'
import type { CloudFrontRequest, CloudFrontResponse, Trigger } from '../../src/event.js'
import { validate } from '../../src/rules/validate.js'

const request = (event: TriggerEvent): CloudFrontRequest => event.Records[0].cf.request
const response = (event: TriggerEvent): CloudFrontResponse | undefined =>
  event.Records[0].cf.response
const header = (message: CloudFrontRequest | CloudFrontResponse | undefined, name: string) =>
  message?.headers[name]?.map(({ value }) => value)

const builders: [Trigger, (target: string) => TriggerEvent][] = [
  ['viewer-request', viewerRequestEvent],
  ['origin-request', originRequestEvent],
  ['origin-response', originResponseEvent],
  ['viewer-response', viewerResponseEvent],
]

describe.each(builders)('%s', (trigger, build) => {
  const event = build('/shoes?size=42&size=43')

  test('has path and query as they stand on the request line', () => {
    expect(request(event)).toMatchObject({ uri: '/shoes', querystring: 'size=42&size=43' })
  })

  test('tells its trigger, the distribution and a request id', () => {
    const { config } = event.Records[0].cf
    expect(config.eventType).toBe(trigger)
    expect(config.distributionId).toMatch(/^E/)
    expect(config.requestId).not.toBe('')
  })

  test('passes on unchanged without a finding', () => {
    const { request, response } = event.Records[0].cf
    const message = trigger.endsWith('request') ? request : response
    expect(validate(trigger, event, message)).toEqual([])
  })

  test('is made of plain objects, fresh at each call', () => {
    expect(structuredClone(event)).toEqual(event)
    expect(build('/shoes?size=42&size=43')).toEqual(event)
    expect(request(build('/')).headers).not.toBe(request(build('/')).headers)
  })

  test('has an origin in origin triggers only', () => {
    expect('origin' in request(event)).toBe(trigger.startsWith('origin'))
  })

  test('takes fields of config', () => {
    const { config } = viewerRequestEvent('/', { config: { distributionId: 'EMINE' } }).Records[0]
      .cf
    expect(config).toMatchObject({ distributionId: 'EMINE', eventType: 'viewer-request' })
  })

  test.each(['', 'shoes', '//', '/%', '/%zz', '/a/../b', '/ü', '/a b', '/a#b', '?a=1', '/a?b=c d'])(
    'takes %j only if CloudFront would',
    (target) => {
      const possible = target.startsWith('/') && !/[\s#]/.test(target)
      if (possible) expect(request(build(target)).uri).toBe(target)
      else expect(() => build(target)).toThrow('Expected a path')
    },
  )
})

describe('a viewer', () => {
  test('sends Host, User-Agent and Accept, and what else is given', () => {
    const event = viewerRequestEvent('/', {
      host: 'shop.example',
      headers: { 'accept-language': 'de', 'X-Twice': ['1', '2'], Accept: 'text/html' },
      cookies: { sid: 'a b', theme: 'dark' },
      clientIp: '2001:db8::1',
    })
    expect(request(event).clientIp).toBe('2001:db8::1')
    expect(header(request(event), 'host')).toEqual(['shop.example'])
    expect(header(request(event), 'accept')).toEqual(['text/html'])
    expect(header(request(event), 'cookie')).toEqual(['sid=a%20b; theme=dark'])
    expect(request(event).headers['x-twice']).toEqual([
      { key: 'X-Twice', value: '1' },
      { key: 'X-Twice', value: '2' },
    ])
  })

  test('sends no header that is given as an empty list', () => {
    expect(
      request(viewerRequestEvent('/', { headers: { accept: [] } })).headers,
    ).not.toHaveProperty('accept')
  })

  test('has the User-Agent of a device, and no CloudFront-* headers', () => {
    const event = viewerRequestEvent('/', { device: 'mobile' })
    expect(header(request(event), 'user-agent')?.[0]).toContain('iPhone')
    expect(Object.keys(request(event).headers).filter((name) => /^cloudfront/.test(name))).toEqual(
      [],
    )
  })

  test('has no country: CloudFront tells it to origin triggers', () => {
    // @ts-expect-error the type says why
    expect(() => viewerRequestEvent('/', { country: 'DE' })).toThrow('origin triggers only')
  })

  test('may make one up', () => {
    const event = viewerRequestEvent('/', { headers: { 'cloudfront-viewer-country': 'DE' } })
    expect(header(request(event), 'cloudfront-viewer-country')).toEqual(['DE'])
  })

  test.each(['Connection', 'x-forwarded-proto', 'X-Amz-Cf-Id'])('%s is shown to nobody', (name) => {
    expect(() => viewerRequestEvent('/', { headers: { [name]: 'x' } })).toThrow(
      `CloudFront shows ${name} to no function`,
    )
  })
})

describe('a body', () => {
  test('arrives in base64, with its length, and makes the method POST', () => {
    const event = viewerRequestEvent('/form', { body: 'name=Ada' })
    expect(request(event).method).toBe('POST')
    expect(header(request(event), 'content-length')).toEqual(['8'])
    expect(request(event).body).toEqual({
      inputTruncated: false,
      action: 'read-only',
      encoding: 'base64',
      data: btoa('name=Ada'),
    })
  })

  test.each([
    ['viewer-request', viewerRequestEvent, 40_960],
    ['origin-request', originRequestEvent, 1_048_576],
  ] as const)('is cut in %s after %i bytes', (_, build, limit) => {
    const whole = request(build('/', { body: new Uint8Array(limit) })).body
    const cut = request(build('/', { body: new Uint8Array(limit + 1) }))
    expect(whole?.inputTruncated).toBe(false)
    expect(cut.body?.inputTruncated).toBe(true)
    expect(cut.body?.data).toBe(whole?.data)
    expect(header(cut, 'content-length')).toEqual([String(limit + 1)])
  })

  test('is refused with GET, to which CloudFront answers 403', () => {
    expect(() => viewerRequestEvent('/', { method: 'GET', body: '' })).toThrow('403')
  })
})

describe('CloudFront, on the way to an origin', () => {
  test('puts its own headers in the place of the viewer’s', () => {
    const { headers, origin } = request(originRequestEvent('/', { clientIp: '198.51.100.4' }))
    expect(Object.keys(headers)).toEqual(['x-forwarded-for', 'user-agent', 'via', 'host'])
    expect(headers['user-agent']?.[0]?.value).toBe('Amazon CloudFront')
    expect(headers['x-forwarded-for']?.[0]?.value).toBe('198.51.100.4')
    expect(headers.host?.[0]?.value).toBe(origin?.custom?.domainName)
  })

  test('tells the country and the device', () => {
    const { headers } = request(originRequestEvent('/', { country: 'DE', device: 'tablet' }))
    expect(
      Object.entries(headers).flatMap(([name, [line]]) =>
        name.startsWith('cloudfront') ? [[name, line?.value]] : [],
      ),
    ).toEqual([
      ['cloudfront-viewer-country', 'DE'],
      ['cloudfront-is-desktop-viewer', 'false'],
      ['cloudfront-is-mobile-viewer', 'false'],
      ['cloudfront-is-smarttv-viewer', 'false'],
      ['cloudfront-is-tablet-viewer', 'true'],
    ])
  })

  test('goes to the origin that is given', () => {
    const domainName = 'assets.s3.eu-central-1.amazonaws.com'
    const { headers, origin } = request(originRequestEvent('/', { origin: { s3: { domainName } } }))
    expect(origin).toEqual({
      s3: { domainName, path: '', region: '', authMethod: 'none', customHeaders: {} },
    })
    expect(headers.host?.[0]?.value).toBe(domainName)
  })

  test('keeps the Host that a policy carries', () => {
    const { headers } = request(originRequestEvent('/', { headers: { host: 'shop.example' } }))
    expect(headers.host?.[0]?.value).toBe('shop.example')
  })
})

describe('a response', () => {
  test('is a page, unless something else is said', () => {
    expect(response(originResponseEvent('/'))).toMatchObject({
      status: '200',
      statusDescription: 'OK',
    })
    const event = viewerResponseEvent('/', {
      status: 404,
      headers: { 'content-type': 'text/plain' },
      setCookies: ['a=1; Path=/', 'b=2'],
      request: { cookies: { sid: '1' } },
    })
    expect(response(event)).toMatchObject({ status: '404', statusDescription: 'Not Found' })
    expect(header(response(event), 'content-type')).toEqual(['text/plain'])
    expect(header(response(event), 'set-cookie')).toEqual(['a=1; Path=/', 'b=2'])
    expect(header(request(event), 'cookie')).toEqual(['sid=1'])
  })

  test('answers a request that went to an origin', () => {
    const event = originResponseEvent('/', { request: { country: 'FR' } })
    expect(header(request(event), 'cloudfront-viewer-country')).toEqual(['FR'])
  })
})
