import { ledge } from 'ledge'
import { type CountryRedirectOptions, countryRedirect } from 'ledge/recipes/country-redirect'
import { type Cycle, localCache, runCycle, viewerRequestEvent } from 'ledge/testing'
import { describe, expect, test } from 'vitest'
import 'ledge/testing/vitest'
import { browsers, programs } from '../fixtures/user-agents.js'

const countries = {
  DE: '/de',
  AT: '/de',
  FR: 'https://fr.example.com',
  JP: 'https://example.com/jp/',
}
const recipe = countryRedirect({ countries })
const origin = () => ({ body: 'the page' })

const visit = (
  country: string | undefined,
  target = '/',
  init: Parameters<typeof viewerRequestEvent>[1] = {},
  options: Partial<CountryRedirectOptions> = {},
): Promise<Cycle> =>
  runCycle(countryRedirect({ countries, ...options }), viewerRequestEvent(target, init), {
    origin,
    ...(country && { country }),
  })

describe('who is sent where', () => {
  test.each([
    ['DE', '/', '/de/'],
    ['AT', '/shoes/42', '/de/shoes/42'],
    ['FR', '/shoes', 'https://fr.example.com/shoes'],
    ['JP', '/shoes', 'https://example.com/jp/shoes'],
    ['DE', '/german', '/de/german'],
    ['DE', '/design', '/de/design'],
    ['DE', '/dev', '/de/dev'],
  ])('%s from %s to %s', async (country, target, location) => {
    const { response } = await visit(country, target)
    expect(response).toRedirectTo(location, 302)
    expect(response).toHaveHeader('cache-control', 'no-store')
  })

  test.each(['US', 'XX', 'constructor', '__proto__', undefined])('%s stays', async (country) => {
    expect((await visit(country)).response.body).toBe('the page')
  })

  test('others go where they belong', async () => {
    const others = { others: 'https://www.example.com/world' }
    const { response } = await visit('US', '/shoes', { host: 'shop.example.com' }, others)
    expect(response).toRedirectTo('https://www.example.com/world/shoes')
    expect((await visit('DE', '/shoes', {}, others)).response).toRedirectTo('/de/shoes')
  })

  test('without the path, all come to one address', async () => {
    const options = { countries: { DE: 'https://de.example.com/start/' }, keepPath: false }
    const { response } = await visit('DE', '/shoes?x=1', {}, options)
    expect(response).toRedirectTo('https://de.example.com/start/')
  })
})

describe('who stays', () => {
  test.each([
    ['/de', 'www.example.com'],
    ['/de/shoes', 'www.example.com'],
    ['/', 'fr.example.com'],
    ['/shoes', 'FR.example.com'],
    ['/jp/shoes', 'example.com'],
  ])('who asks for a place of one of the countries: %s at %s', async (target, host) => {
    for (const country of ['DE', 'FR', 'JP']) {
      expect((await visit(country, target, { host })).response.body).toBe('the page')
    }
  })

  test('so that nobody is sent in a circle', async () => {
    for (const [country, host] of [
      ['DE', 'www.example.com'],
      ['FR', 'fr.example.com'],
      ['JP', 'example.com'],
    ] as const) {
      const first = await visit(country, '/a/b')
      const url = new URL(first.response.headers.get('location') ?? '', 'https://www.example.com')
      expect(url.host).toBe(host)
      const second = await visit(country, url.pathname, { host })
      expect(second.response.body).toBe('the page')
    }
  })

  test.each(programs)('a bot: %s', async (userAgent) => {
    const { response } = await visit('DE', '/', { headers: { 'user-agent': userAgent } })
    expect(response.body).toBe('the page')
  })

  test.each(['POST', 'PUT', 'DELETE', 'OPTIONS'])('a %s', async (method) => {
    expect((await visit('DE', '/', { method })).response.body).toBe('the page')
  })

  test('a visitor who chose to, by the cookie', async () => {
    expect((await visit('DE', '/', { cookies: { 'country-stay': '1' } })).response.status).toBe(200)
    const here = { cookie: 'here' }
    expect((await visit('DE', '/', { cookies: { here: '' } }, here)).response.status).toBe(200)
    expect((await visit('DE', '/', { cookies: { other: '1' } }, here)).response.status).toBe(302)
  })

  test('not who only has another person’s browser', async () => {
    for (const { userAgent } of browsers) {
      const { response } = await visit('DE', '/', { headers: { 'user-agent': userAgent } })
      expect(response.status).toBe(302)
    }
  })
})

describe('the query', () => {
  test('stays behind by default: at the origin it may be that of another visitor', async () => {
    const { response } = await runCycle(recipe, viewerRequestEvent('/?ref=mail'), {
      origin,
      country: 'DE',
      forward: { query: 'all' },
    })
    expect(response).toRedirectTo('/de/')
  })

  test('goes along where it is in the key', async () => {
    const headers = ['CloudFront-Viewer-Country', 'x-ledge-country-stay']
    const site = localCache(countryRedirect({ countries, keepQuery: true }), {
      origin,
      key: { query: 'all', headers },
      ttl: { min: 60 },
    })
    for (const query of ['?a=1', '?a=2&b=%20', '']) {
      const event = viewerRequestEvent(`/x${query}`)
      expect((await site.fetch(event, { country: 'DE' })).response).toRedirectTo(`/de/x${query}`)
    }
  })
})

test('on a warm cache nobody gets the redirect, or the page, of another', async () => {
  const site = localCache(recipe, { origin, ttl: { min: 3600 } })
  const bot = { headers: { 'user-agent': 'Googlebot-Image/1.0' } }
  const stays = { cookies: { 'country-stay': '1' } }
  for (const [country, init, location] of [
    ['DE', {}, '/de/'],
    ['DE', bot, undefined],
    ['FR', {}, 'https://fr.example.com/'],
    ['DE', stays, undefined],
    ['US', {}, undefined],
    ['DE', {}, '/de/'],
    ['FR', bot, undefined],
    ['FR', {}, 'https://fr.example.com/'],
  ] as const) {
    const { response } = await site.fetch(viewerRequestEvent('/', init), { country })
    expect(response.headers.get('location')).toBe(location)
    expect(response.status).toBe(location ? 302 : 200)
  }
})

test('headers that the viewer made up change nothing', async () => {
  const headers = { 'x-ledge-country-stay': 'true', 'CloudFront-Viewer-Country': 'US' }
  expect((await visit('DE', '/', { headers })).response).toRedirectTo('/de/')
})

describe('a hostile uri leaves for no other host', () => {
  test.each([
    '//evil.example',
    '/\\evil.example',
    '/%0d%0aX:1',
    '/%2e%2e//evil.example',
    '/@evil.example',
    '/.evil.example',
  ])('%s', async (target) => {
    const { response: german } = await visit('DE', target)
    const { response: french } = await visit('FR', target)
    const hostOf = (location = '') => new URL(location, 'https://www.example.com').host
    expect(hostOf(german.headers.get('location'))).toBe('www.example.com')
    expect(hostOf(french.headers.get('location'))).toBe('fr.example.com')
  })
})

test('what it needs of the policies', () => {
  const needs = ledge()
    .use('/', recipe)
    .routes()
    .flatMap((route) => route.needs?.cacheKey?.headers ?? [])
  expect(new Set(needs)).toEqual(new Set(['x-ledge-country-stay', 'CloudFront-Viewer-Country']))
})

describe('what is refused when the app is built', () => {
  test.each<[options: unknown, message: string]>([
    [{}, 'expected countries to be addresses by country'],
    [{ countries: {} }, 'expected countries to be addresses by country'],
    [{ countries: { UK: '/uk' } }, 'expected countries to be addresses by country'],
    [{ countries: { DE: 'de' } }, 'expected countries to be addresses by country'],
    [{ countries: { DE: '/' } }, 'expected countries to be addresses by country'],
    [{ countries: { DE: '//evil.example' } }, 'expected countries to be addresses by country'],
    [
      { countries: { DE: 'http://de.example.com' } },
      'expected countries to be addresses by country',
    ],
    [{ countries: { DE: '/de?x=1' } }, 'expected countries to be addresses by country'],
    // Browsers would send another spelling, which is not known to be there, and be redirected for ever.
    [{ countries: { DE: '/x/../de' } }, 'expected countries to be addresses by country'],
    [{ countries: { DE: '/dé' } }, 'expected countries to be addresses by country'],
    [
      { countries: { FR: 'https://FR.example.com' } },
      'expected countries to be addresses by country',
    ],
    [
      { countries: { FR: 'https://fr.example.com:443' } },
      'expected countries to be addresses by country',
    ],
    [{ countries, others: 'https://EXAMPLE.com' }, 'expected others to be a path or an https URL'],
    [{ countries, others: 'www.example.com' }, 'expected others to be a path or an https URL'],
    [{ countries, keepPath: 1 }, 'expected keepPath to be true or false, got 1.'],
    [{ countries, keepQuery: 'yes' }, 'expected keepQuery to be true or false'],
    [{ countries, cookie: '' }, "expected cookie to be a cookie's name"],
    [{ countries, status: 301 }, 'expected an option among countries, others, keepPath'],
  ])('%j', (options, message) => {
    expect(() => countryRedirect(options as CountryRedirectOptions)).toThrow(
      expect.objectContaining({
        code: 'bad-option',
        message: expect.stringContaining(`countryRedirect: ${message}`),
      }),
    )
  })
})
