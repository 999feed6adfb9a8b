import { ledge } from 'ledge'
import { type CountryBlockOptions, countryBlock } from 'ledge/recipes/country-block'
import { localCache, originRequestEvent, run, viewerRequestEvent } from 'ledge/testing'
import { describe, expect, test } from 'vitest'
import 'ledge/testing/vitest'

const header = 'CloudFront-Viewer-Country'
const from = (country: string | string[]) =>
  originRequestEvent('/videos/1', { headers: { [header]: country } })

describe('who gets in', () => {
  test.each<[options: CountryBlockOptions, country: string | string[], enters: boolean]>([
    [{ allow: ['DE', 'AT'] }, 'DE', true],
    [{ allow: ['DE', 'AT'] }, 'AT', true],
    [{ allow: ['DE', 'AT'] }, 'CH', false],
    [{ deny: ['FR'] }, 'FR', false],
    [{ deny: ['FR'] }, 'DE', true],
    // CloudFront does not know, or was not asked: nobody is let in by an allow-list for that.
    [{ allow: ['DE'] }, [], false],
    [{ allow: ['DE'] }, '', false],
    [{ deny: ['FR'] }, [], true],
    [{ allow: ['DE'], unknown: 'allow' }, [], true],
    [{ deny: ['FR'], unknown: 'deny' }, [], false],
    [{ deny: ['FR'], unknown: 'deny' }, 'DE', true],
    // What CloudFront never sends
    [{ allow: ['DE'] }, 'de', false],
    [{ allow: ['DE'] }, ['DE', 'FR'], false],
    [{ allow: ['DE'] }, 'DE,', false],
    [{ allow: ['DE'] }, 'length', false],
    [{ allow: ['DE'] }, '__proto__', false],
    [{ allow: ['DE'] }, 'D'.repeat(100_000), false],
  ])('by %j, from %j: %s', async (options, country, enters) => {
    const outcome = await run(countryBlock(options), from(country))
    if (enters) expect(outcome).toPassThrough()
    else expect(outcome).toReplyWith(403)
  })
})

describe('the refusal', () => {
  test('is a plain text that is not cached', async () => {
    const outcome = await run(countryBlock({ allow: ['DE'] }), from('FR'))
    expect(outcome.body).toBe('Not available in your country.')
    expect(outcome).toHaveHeader('content-type', 'text/plain; charset=utf-8')
    expect(outcome).toHaveHeader('cache-control', 'no-store')
  })

  test('can be for legal reasons', async () => {
    const options = { allow: ['DE'], status: 451, body: 'By order of the court.' } as const
    const outcome = await run(countryBlock(options), from('FR'))
    expect(outcome).toReplyWith(451)
    expect(outcome.body).toBe('By order of the court.')
  })
})

describe('with the cache on', () => {
  const app = ledge().originRequest('/videos/*path', countryBlock({ allow: ['DE'] }))

  test.each([
    ['whatever the TTL', { min: 3600 }],
    ['as it is by default', {}],
  ])('a page that one country may see is refused to another, %s', async (_, ttl) => {
    const site = localCache(app, { origin: () => ({ body: 'the film' }), ttl })
    const visit = async (country?: string) =>
      (await site.fetch(viewerRequestEvent('/videos/1'), country ? { country } : {})).response
    expect((await visit('DE')).body).toBe('the film')
    expect((await visit('FR')).status).toBe(403)
    expect((await visit('DE')).body).toBe('the film')
    expect((await visit()).status).toBe(403)
    expect((await visit('FR')).status).toBe(403)
  })

  test('a viewer who says where he is is not believed', async () => {
    const site = localCache(app, { origin: () => ({ body: 'the film' }) })
    const forged = viewerRequestEvent('/videos/1', { headers: { [header]: 'DE' } })
    expect((await site.fetch(forged, { country: 'FR' })).response.status).toBe(403)
    expect((await site.fetch(forged)).response.status).toBe(403)
  })

  test.each([
    '/%76ideos/1',
    '//videos/1',
    '/x/../videos/1',
    '/./videos/1',
    '/videos//1',
    '/videos/%2e/1',
    '/videos/1/',
    '/videos/1;x',
  ])('%s is no way around it', async (target) => {
    const site = localCache(app, { origin: () => ({ body: 'the film' }) })
    const { response } = await site.fetch(viewerRequestEvent(target), { country: 'FR' })
    expect(response.status).toBe(403)
  })
})

test('what it needs of the policies', () => {
  expect(countryBlock({ deny: ['FR'] }).needs).toEqual({ cacheKey: { headers: [header] } })
})

describe('what is refused when the app is built', () => {
  test.each<[options: unknown, message: string]>([
    [{}, 'expected either allow or deny, got an object with no keys.'],
    [
      { allow: ['DE'], deny: ['FR'] },
      'expected either allow or deny, got an object with allow, deny.',
    ],
    [{ allow: [] }, 'expected allow to be a list of ISO 3166-1 country codes, such as DE or GB'],
    [{ allow: ['UK'] }, 'expected allow to be a list of ISO 3166-1 country codes'],
    [{ deny: ['de'] }, 'expected deny to be a list of ISO 3166-1 country codes'],
    [{ deny: 'DE' }, 'expected deny to be a list of ISO 3166-1 country codes'],
    [{ allow: ['DE'], unknown: 'maybe' }, 'expected unknown to be allow or deny, got "maybe".'],
    [{ allow: ['DE'], status: 404 }, 'expected status to be 403 or 451, got 404.'],
    [{ allow: ['DE'], body: 7 }, 'expected body to be a text, got 7.'],
    [{ allowed: ['DE'] }, 'expected an option among allow, deny, unknown, status, body'],
  ])('%j', (options, message) => {
    expect(() => countryBlock(options as CountryBlockOptions)).toThrow(
      expect.objectContaining({
        code: 'bad-option',
        message: expect.stringContaining(`countryBlock: ${message}`),
      }),
    )
  })
})
