import { describe, expect, expectTypeOf, test } from 'vitest'
import { type Config, defineConfig, type Env, folder, http } from '../../src/config/index.js'
import { resolveConfig } from '../../src/config/resolve.js'

describe('defineConfig', () => {
  test('returns what it is given', () => {
    const config = { app: './site.ts' }
    expect(defineConfig(config)).toBe(config)
  })

  test('knows the names of origins and of env', () => {
    const config = defineConfig({
      origins: { site: folder('./public'), api: http('http://127.0.0.1:3000') },
      behaviors: [
        { path: '/api/*', origin: 'api' },
        { path: '*', origin: 'site' },
      ],
      env: { API_HOST: 'api.example.com', MODE: undefined },
      stages: { prod: { env: { MODE: 'fast' } } },
      secrets: ['MODE'],
    })
    expectTypeOf<Env<typeof config>>().toEqualTypeOf<{
      readonly API_HOST: string
      readonly MODE: string
    }>()
    expect(resolveConfig(config, { root: '/' }).origins).toHaveProperty('api')
  })

  test('refuses what is no option, no origin and no name', () => {
    // @ts-expect-error there is no such option
    defineConfig({ behaviours: [] })
    defineConfig({
      origins: { site: folder('.') },
      // @ts-expect-error there is no such origin
      behaviors: [{ path: '*', origin: 'sit' }],
    })
    // @ts-expect-error there is no such policy
    defineConfig({ behaviors: [{ path: '*', origin: 'site', cache: 'CachingOptimised' }] })
    // @ts-expect-error the stage sets a name that env has not
    defineConfig({ env: { A: '' }, stages: { prod: { env: { B: '' } } } })
    // @ts-expect-error runtimes that have had their day
    defineConfig({ runtime: 'nodejs20.x' })
    expectTypeOf<Env<Config<never>>>().toEqualTypeOf<Record<never, string>>()
  })
})

describe('an origin', () => {
  test('is a folder or a URL', () => {
    expect(folder('./public')).toEqual({ kind: 'folder', path: './public' })
    expect(http('https://api.example.com/v1')).toEqual({
      kind: 'http',
      url: 'https://api.example.com/v1',
    })
  })

  test.each(['localhost:3000', 'ftp://a.example', 'http://a.example/?q', '', 5, undefined])(
    'is not the URL %s',
    (url) => {
      expect(() => http(url as string)).toThrow(/^http: expected an http or https URL/)
    },
  )

  test.each(['', undefined, null])('is not the folder %s', (path) => {
    expect(() => folder(path as string)).toThrow(/^folder: expected the path of a folder/)
  })
})

describe('resolveConfig', () => {
  test('tells everything that is wrong at once', () => {
    const config = {
      app: '',
      outDir: 3,
      origins: { site: 'public' },
      behaviors: [
        { path: '', origin: 'site', triggers: ['viewer'] },
        { path: '/a b', origin: 'site', cache: { minTtl: -1, query: 'some', gzip: 1, ttl: 4 } },
        { path: '/c', origin: 'site', originRequest: 5 },
        { path: '/c', origin: 'site', app: 5 },
        7,
        { path: '*', origin: 'site' },
      ],
      env: { 'A-B': 'x' },
      secrets: ['C'],
      stages: { 'a b': { env: {} }, c: 1, d: { env: 5, x: 1 } },
      functions: { 'viewer-request': { memory: 64, budget: 0, environment: {} }, x: 1 },
    }
    const messages = (): unknown => resolveConfig(config as unknown as Config, { root: '/' })
    expect(messages).toThrowErrorMatchingInlineSnapshot(`
      [EdgeError: Expected app to be a path, got "".

      Expected outDir to be a path, got 3.

      Expected origins.site to be made by folder(path) or http(url), got "public".

      Expected behaviors[0].path to be a path pattern of at most 255 characters, got "".

      Expected behaviors[0].triggers to be a list of viewer-request, origin-request, origin-response, viewer-response, got an array of 1.

      Expected behaviors[1].path to be a path pattern of at most 255 characters, got "/a b".

      Unknown option behaviors[1].cache.ttl. There is minTtl, defaultTtl, maxTtl, headers, cookies, query, gzip, brotli.

      Expected behaviors[1].cache.minTtl to be a whole number of seconds, got -1.

      Expected behaviors[1].cache.query to be 'all', a list of names or { except: a list of names }, got "some".

      Expected behaviors[1].cache.gzip to be true or false, got 1.

      Expected behaviors[2].originRequest to be one of AllViewer, AllViewerExceptHostHeader, AllViewerAndCloudFrontHeaders-2022-06, CORS-CustomOrigin, CORS-S3Origin, UserAgentRefererHeaders, or a policy of your own, got 5.

      Expected behaviors[3].app to be a path, got 5.

      Expected behaviors[3].path to be a path that no behavior before has, got "/c".

      Expected behaviors[4] to be an object such as { path: '*', origin: 'site' }, got 7.

      Expected secrets[0] to be a name in env, got "C".

      Expected env["A-B"] to be named as a variable is, got "A-B".

      Expected stages["a b"] to be named by letters, digits, _ and -, got "a b".

      Expected stages.c to be an object such as { env: { … } }, got 1.

      Unknown option stages.d.x. There is env.

      Expected stages.d.env to be an object of names and texts, got 5.

      Unknown option functions.x. There is viewer-request, origin-request, origin-response, viewer-response.

      Unknown option functions["viewer-request"].environment. Lambda@Edge has no environment variables. Values for the code go into \`env\`.

      Expected functions["viewer-request"].memory to be a whole number of MB, from 128 to 10240, got 64.

      Expected functions["viewer-request"].budget to be a whole number of bytes, of at least 1, got 0.]
    `)
  })

  test.each<[config: unknown]>([[undefined], [null], [[]], ['text']])('refuses %j', (config) => {
    expect(() => resolveConfig(config as Config, { root: '/' })).toThrow(
      /^Expected the config to be an object, the default export of the file, got /,
    )
  })

  test.each<[key: string, value: unknown]>([
    ['origins', []],
    ['origins', {}],
    ['behaviors', []],
    ['behaviors', {}],
    ['env', []],
    ['stages', 'prod'],
    ['secrets', 'A'],
    ['functions', []],
  ])('refuses %s: %j', (key, value) => {
    expect(() => resolveConfig({ [key]: value }, { root: '/' })).toThrow(`Expected ${key} to be`)
  })

  test('takes a secret that is named as one', () => {
    const config = { env: { PUBLIC_TOKEN: 'x' }, secrets: ['PUBLIC_TOKEN'] } as const
    expect(resolveConfig(config, { root: '/' }).env).toEqual({ PUBLIC_TOKEN: 'x' })
  })

  test('takes policies of one’s own', () => {
    const cache = {
      minTtl: 0,
      headers: ['X-A'],
      cookies: 'all',
      query: { except: ['utm'] },
    } as const
    const behaviors = [{ path: '*', origin: 'site', cache, originRequest: { headers: ['X-B'] } }]
    expect(resolveConfig({ behaviors }, { root: '/' }).behaviors).toMatchObject([{ cache }])
  })
})
