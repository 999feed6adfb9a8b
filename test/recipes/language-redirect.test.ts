import { EdgeError } from 'ledge'
import { type LanguageRedirectOptions, languageRedirect } from 'ledge/recipes/language-redirect'
import { localCache, run, viewerRequestEvent } from 'ledge/testing'
import { describe, expect, test } from 'vitest'
import 'ledge/testing/vitest'

const languages = ['en', 'de', 'pt-BR']
const recipe = languageRedirect({ languages })
const anywhere = languageRedirect({ languages, paths: ['/{*path}'] })

const get = (target: string, acceptLanguage: string | string[] = [], init = {}) =>
  viewerRequestEvent(target, { headers: { 'accept-language': acceptLanguage }, ...init })

describe('the language', () => {
  test.each<[sent: string | string[], language: string]>([
    ['de', 'de'],
    ['de-AT,de;q=0.9,en;q=0.8', 'de'],
    ['de-AT', 'de'],
    ['DE', 'de'],
    ['pt-br', 'pt-BR'],
    ['pt-BR-x-old', 'pt-BR'],
    ['en;q=0.1,de;q=0.2', 'de'],
    [['fr', 'de'], 'de'],
    // Nothing fits: the first language
    ['pt', 'en'],
    ['fr', 'en'],
    ['*', 'en'],
    ['de;q=0', 'en'],
    ['', 'en'],
    [[], 'en'],
    ['de;q=x', 'en'],
    ['__proto__,constructor', 'en'],
    ['-,;;,=,%00', 'en'],
    ['fr,'.repeat(30_000), 'en'],
  ])('for %j is %s', async (sent, language) => {
    const outcome = await run(recipe, get('/', sent))
    expect(outcome).toRedirectTo(`/${language}/`, 302)
    expect(outcome).toHaveHeader('vary', 'Accept-Language, Cookie')
    expect(outcome).toHaveHeader('cache-control', 'no-store')
  })

  test.each<[cookie: string, language: string]>([
    ['pt-BR', 'pt-BR'],
    ['PT-br', 'pt-BR'],
    ['en', 'en'],
    ['fr', 'de'],
    ['', 'de'],
    ['//evil.example', 'de'],
    ['constructor', 'de'],
    ['\r\n', 'de'],
  ])('in the cookie as %j is %s', async (cookie, language) => {
    const outcome = await run(recipe, get('/', 'de', { cookies: { language: cookie } }))
    expect(outcome).toRedirectTo(`/${language}/`)
  })

  test('may be in a cookie of another name', async () => {
    const locale = languageRedirect({ languages, cookie: 'NEXT_LOCALE' })
    const cookies = { language: 'pt-BR', NEXT_LOCALE: 'de' }
    expect(await run(locale, get('/', 'en', { cookies }))).toRedirectTo('/de/')
  })
})

describe('who is redirected', () => {
  test.each([
    ['/about', '/'],
    ['/app.js', '/'],
    ['/de/', '/'],
  ])('not who asks for %s, where the pages are %s', async (target) => {
    expect(await run(recipe, get(target, 'de'))).toPassThrough()
  })

  test.each([
    ['/about', '/de/about'],
    ['/a/b?x=1&y=%20', '/de/a/b?x=1&y=%20'],
    ['/?', '/de/'],
    ['/dexter', '/de/dexter'],
  ])('from %s to %s, where all paths are listed', async (target, location) => {
    expect(await run(anywhere, get(target, 'de'))).toRedirectTo(location)
  })

  test.each(['/de', '/de/', '/en/about', '/PT-br/x', '/pt-BR'])(
    'not who asks for a language: %s',
    async (target) => {
      expect(await run(anywhere, get(target, 'de'))).toPassThrough()
    },
  )

  test.each([
    ['HEAD', true],
    ['POST', false],
    ['OPTIONS', false],
  ])('by %s: %s', async (method, redirected) => {
    const outcome = await run(recipe, get('/', 'de', { method }))
    expect(outcome.kind).toBe(redirected ? 'replied' : 'passed')
  })
})

describe('an address of its own', () => {
  const to: LanguageRedirectOptions['to'] = (language, path) =>
    language === 'en' ? undefined : `https://${language.toLowerCase()}.example.com${path}`
  const hosts = languageRedirect({ languages, paths: ['/', '/about'], to })

  test('can be on another host', async () => {
    expect(await run(hosts, get('/about?x=1', 'pt-BR'))).toRedirectTo(
      'https://pt-br.example.com/about?x=1',
    )
  })

  test('can be the one that was asked for', async () => {
    expect(await run(hosts, get('/', 'en'))).toPassThrough()
    const same = languageRedirect({ languages, to: (_, path) => path })
    expect(await run(same, get('/', 'de'))).toPassThrough()
  })
})

describe('a hostile uri never leaves the host', () => {
  test.each([
    '//evil.example/',
    '/\\evil.example',
    '/%2F%2Fevil.example',
    '/%0d%0aSet-Cookie:a=b',
    '/%zz',
  ])('%s', async (target) => {
    const outcome = await run(anywhere, get(target, 'de'))
    const location = outcome.headers.get('location') ?? ''
    expect(new URL(location, 'https://www.example.com').origin).toBe('https://www.example.com')
    expect(outcome.headers.has('set-cookie')).toBe(false)
  })
})

test('on a warm cache, each visitor is sent to his own language', async () => {
  const site = localCache(recipe, { origin: ({ uri }) => ({ body: uri }), ttl: { min: 60 } })
  for (const language of ['de', 'pt-BR', 'de', 'en']) {
    const { response } = await site.fetch(get('/', language))
    expect(response).toRedirectTo(`/${language}/`)
  }
  const { response } = await site.fetch(get('/de/', 'en'))
  expect(response.body).toBe('/de/')
})

describe('what is refused when the app is built', () => {
  test.each<[options: unknown, message: string]>([
    [{}, 'expected languages to be a list of language tags, such as de or pt-BR, got undefined.'],
    [{ languages: [] }, 'expected languages to be a list of language tags'],
    [{ languages: ['e'] }, 'expected languages to be a list of language tags'],
    [{ languages: ['de/'] }, 'expected languages to be a list of language tags'],
    [{ languages: 'de' }, 'expected languages to be a list of language tags'],
    [{ languages, paths: [] }, 'expected paths to be a list of patterns'],
    [{ languages, paths: ['about'] }, 'expected paths to be a list of patterns'],
    [{ languages, cookie: 'a b' }, "expected cookie to be a cookie's name"],
    [{ languages, to: '/de' }, 'expected to to be a function'],
    [{ languages, path: '/' }, 'expected an option among languages, paths, cookie, to'],
  ])('%j', (options, message) => {
    expect(() => languageRedirect(options as LanguageRedirectOptions)).toThrow(
      expect.objectContaining({
        code: 'bad-option',
        message: expect.stringContaining(`languageRedirect: ${message}`),
      }),
    )
  })

  test('a path that is no pattern', () => {
    expect(() => languageRedirect({ languages, paths: ['/*'] })).toThrow(EdgeError)
  })
})
