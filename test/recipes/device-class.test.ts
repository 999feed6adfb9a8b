import { createKey, ledge } from 'ledge'
import {
  cloudFrontDeviceClass,
  type DeviceClassOptions,
  device,
  deviceClass,
} from 'ledge/recipes/device-class'
import { localCache, originRequestEvent, run, viewerRequestEvent } from 'ledge/testing'
import { describe, expect, test } from 'vitest'
import 'ledge/testing/vitest'
import { browsers } from '../fixtures/user-agents.js'

const byUserAgent = (userAgent: string | string[], headers = {}) =>
  run(deviceClass(), viewerRequestEvent('/', { headers: { 'user-agent': userAgent, ...headers } }))

describe('by the User-Agent', () => {
  test.each(browsers.map(({ name, device, userAgent }) => [name, device, userAgent] as const))(
    '%s is a %s',
    async (_, kind, userAgent) => {
      expect(await byUserAgent(userAgent)).toHaveHeader('x-device-class', kind)
    },
  )

  test.each([
    ['Amazon CloudFront, which says nothing of the viewer', 'Amazon CloudFront'],
    ['a tool', 'curl/8.14.1'],
    ['one of two User-Agents', ['curl/8.14.1', browsers[0]?.userAgent ?? '']],
    ['100 kB of nothing', 'x'.repeat(100_000)],
    ['nobody', []],
  ])('%s is unknown', async (_, userAgent) => {
    expect(await byUserAgent(userAgent)).toHaveHeader('x-device-class', 'unknown')
  })

  test('what the viewer says the class is does not count', async () => {
    const forged = { 'X-Device-Class': ['tv', 'tv'] }
    const outcome = await byUserAgent(browsers[0]?.userAgent ?? '', forged)
    expect(outcome.headers.getAll('x-device-class')).toEqual(['desktop'])
  })
})

describe('by what CloudFront found out', () => {
  const header = (kind: string) => `CloudFront-Is-${kind}-Viewer`
  test.each<[kinds: string[], kind: string]>([
    [['Desktop'], 'desktop'],
    [['Mobile'], 'mobile'],
    [['Tablet'], 'tablet'],
    [['Mobile', 'Tablet'], 'tablet'],
    [['SmartTV'], 'tv'],
    [['Desktop', 'SmartTV'], 'tv'],
    [[], 'unknown'],
  ])('%j is a %s', async (kinds, kind) => {
    const headers: Record<string, string> = {}
    for (const one of ['Desktop', 'Mobile', 'SmartTV', 'Tablet']) {
      headers[header(one)] = String(kinds.includes(one))
    }
    const outcome = await run(cloudFrontDeviceClass(), originRequestEvent('/', { headers }))
    expect(outcome).toHaveHeader('x-device-class', kind)
  })

  test('without its headers, all that is known is Amazon CloudFront: unknown', async () => {
    const outcome = await run(cloudFrontDeviceClass(), originRequestEvent('/'))
    expect(outcome.event.Records[0].cf.request.headers['user-agent']?.[0]?.value).toBe(
      'Amazon CloudFront',
    )
    expect(outcome).toHaveHeader('x-device-class', 'unknown')
  })

  test('a visitor on a warm cache gets the page of his own device', async () => {
    const site = localCache(ledge().originRequest(cloudFrontDeviceClass()), {
      origin: ({ headers }) => ({ body: headers['x-device-class']?.[0]?.value ?? 'none' }),
    })
    for (const kind of ['mobile', 'desktop', 'tablet', 'mobile'] as const) {
      const { response } = await site.fetch(viewerRequestEvent('/'), { device: kind })
      expect(response.body).toBe(kind)
    }
  })
})

test('classes can count as others', async () => {
  const treat = { tablet: 'desktop', tv: 'desktop', unknown: 'mobile' } as const
  const app = ledge().viewerRequest(deviceClass({ treat, header: 'x-layout' }))
  const counts = async (userAgent: string) => {
    const event = viewerRequestEvent('/', { headers: { 'user-agent': userAgent } })
    return (await run(app, event)).headers.get('x-layout')
  }
  const seen = browsers.map(async (browser) => [browser.device, await counts(browser.userAgent)])
  expect(new Set((await Promise.all(seen)).map((pair) => pair.join(' as ')))).toEqual(
    new Set(['desktop as desktop', 'mobile as mobile', 'tablet as desktop', 'tv as desktop']),
  )
  expect(await counts('')).toBe('mobile')
})

test('later steps of the trigger read it by its key', async () => {
  const app = ledge()
    .viewerRequest(deviceClass())
    .viewerRequest((ctx, next) => {
      ctx.request.uri = `/${ctx.get(device)}${ctx.request.uri}`
      return next()
    })
  const outcome = await run(app, viewerRequestEvent('/home', { device: 'smartTv' }))
  expect(outcome).toRewriteTo('/tv/home')
  expect(device).not.toBe(createKey('device class'))
})

test('a visitor on a warm cache gets the page of his own device', async () => {
  const site = localCache(ledge().viewerRequest(deviceClass()), {
    origin: ({ headers }) => ({ body: headers['x-device-class']?.[0]?.value ?? 'none' }),
  })
  const entries = new Set<string>()
  for (const { userAgent, device: kind } of browsers) {
    const event = viewerRequestEvent('/', { headers: { 'user-agent': userAgent } })
    const { response, cache } = await site.fetch(event)
    expect(response.body).toBe(kind)
    expect(cache).toBe(entries.has(kind) ? 'hit' : 'miss')
    entries.add(kind)
  }
})

test('what they need of the policies', () => {
  expect(deviceClass().needs).toEqual({ cacheKey: { headers: ['x-device-class'] } })
  expect(cloudFrontDeviceClass().needs).toEqual({
    cacheKey: {
      headers: [
        'CloudFront-Is-Desktop-Viewer',
        'CloudFront-Is-Mobile-Viewer',
        'CloudFront-Is-SmartTV-Viewer',
        'CloudFront-Is-Tablet-Viewer',
      ],
    },
  })
})

describe.each([
  ['deviceClass', deviceClass],
  ['cloudFrontDeviceClass', cloudFrontDeviceClass],
])('what %s refuses when the app is built', (where, recipe) => {
  test.each<[options: unknown, message: string]>([
    [{ header: 'a b' }, 'expected header to be an x- header in lower case that is not reserved'],
    [{ header: '' }, 'expected header to be an x- header'],
    [{ header: 'host' }, 'expected header to be an x- header'],
    [{ header: 'via' }, 'expected header to be an x- header'],
    [{ header: 'x-edge-device' }, 'expected header to be an x- header'],
    [{ treat: { phone: 'mobile' } }, 'expected treat to be classes by class, of mobile, tablet'],
    [{ treat: { mobile: 'phone' } }, 'expected treat to be classes by class'],
    [{ treat: 'mobile' }, 'expected treat to be classes by class'],
    [{ headers: 'x-a' }, 'expected an option among header, treat, got "headers".'],
    [null, 'expected an object of options, got null.'],
  ])('%j', (options, message) => {
    expect(() => recipe(options as DeviceClassOptions)).toThrow(
      expect.objectContaining({
        code: 'bad-option',
        message: expect.stringContaining(`${where}: ${message}`),
      }),
    )
  })
})
