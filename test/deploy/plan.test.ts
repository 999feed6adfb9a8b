import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type {
  Behavior,
  CachePolicy,
  ManagedCachePolicy,
  ManagedOriginRequestPolicy,
  NameSelection,
  OriginRequestPolicy,
} from '../../src/config/index.js'
import {
  cachePolicy,
  managedCachePolicies,
  managedOriginRequestPolicies,
} from '../../src/config/policies.js'
import { managedCachePolicyIds } from '../../src/deploy/managed-policies.js'
import { distinct, joined } from '../../src/deploy/names.js'
import { type PlannedBehavior, planOf } from '../../src/deploy/plan.js'
import { anyCase, covers } from '../../src/deploy/selection.js'
import type { Needs } from '../../src/pipeline/needs.js'
import { manifestOf, shop } from './manifest.js'

/** What the one behavior of an app gets for what its origin-request needs. */
function planned(needs: Needs, behavior: Partial<Behavior> = {}): PlannedBehavior {
  const manifest = manifestOf({
    behaviors: [{ path: '*', origin: 'site', ...behavior }],
    triggers: { 'origin-request': needs },
  })
  return planOf(manifest).behaviors[0]!
}

describe('the cache policy', () => {
  test("is the config's own where it carries all that is needed", () => {
    expect(planned({})).toMatchObject({
      cache: { kind: 'managed', name: 'CachingOptimized' },
      originRequest: undefined,
    })
    const countries = { cacheKey: { headers: ['cloudfront-viewer-country'] } }
    expect(planned(countries, { cache: 'Amplify' }).cache).toMatchObject({ name: 'Amplify' })
  })

  test('is made where something is missing, and lets no-store be obeyed', () => {
    const { cache } = planned({ cacheKey: { headers: ['X-Variant'], query: ['w'] } })
    expect(cache).toMatchObject({
      kind: 'own',
      id: 'DefaultCachePolicy',
      policy: {
        minTtl: 0,
        defaultTtl: 86_400,
        maxTtl: 31_536_000,
        headers: ['X-Variant'],
        cookies: [],
        query: ['w'],
        gzip: true,
        brotli: true,
      },
    })
  })

  test("keeps what the config's own policy says, a minimum above 0 too", () => {
    const own = { minTtl: 60, maxTtl: 3_600, cookies: { except: ['_ga', 'variant'] }, gzip: false }
    const { cache } = planned({ cacheKey: { cookies: ['variant'] } }, { cache: own })
    expect(cache).toMatchObject({
      policy: {
        minTtl: 60,
        defaultTtl: 3_600,
        maxTtl: 3_600,
        cookies: { except: ['_ga'] },
        gzip: false,
      },
    })
  })

  test('does without Accept-Encoding where CloudFront puts its own form of it in the key', () => {
    const needs = { cacheKey: { headers: ['Accept-Encoding'] } }
    expect(planned(needs).cache).toMatchObject({ kind: 'managed' })
    const cache = { gzip: false, brotli: false }
    expect(planned(needs, { cache }).cache).toMatchObject({
      policy: { headers: ['Accept-Encoding'] },
    })
  })

  test('is off where nothing is cached: the key is then forwarded', () => {
    const needs = { cacheKey: { headers: ['X-Variant'], cookies: ['a'] } }
    for (const cache of ['CachingDisabled', { maxTtl: 0 }] as const) {
      expect(planned(needs, { cache })).toMatchObject({
        cache: { kind: 'managed', name: 'CachingDisabled' },
        originRequest: { policy: { headers: ['X-Variant'], cookies: ['a'] } },
      })
    }
  })

  test('is refused a header that CloudFront takes in the other policy only', () => {
    const needs = { cacheKey: { headers: ['CloudFront-Viewer-Address'] } }
    expect(() => planned(needs)).toThrow(
      'The behavior * needs CloudFront-Viewer-Address in its cache key, and CloudFront takes that header in origin request policies only.',
    )
  })

  test('is one for all behaviors that are alike', () => {
    const { cachePolicies, behaviors } = planOf(shop())
    expect(cachePolicies.map(({ id }) => id)).toEqual(['ImagesJpgCachePolicy'])
    expect(behaviors.map(({ cache }) => cache.id).slice(1)).toEqual([
      'ImagesJpgCachePolicy',
      'ImagesJpgCachePolicy',
    ])
  })
})

describe('the origin request policy', () => {
  test("adds CloudFront's headers to all of the viewer", () => {
    const { originRequest } = planned(
      { forward: { headers: ['CloudFront-Viewer-City'] } },
      { originRequest: 'AllViewer' },
    )
    expect(originRequest).toMatchObject({
      policy: { headers: 'all', cloudFrontHeaders: ['CloudFront-Viewer-City'], cookies: 'all' },
    })
  })

  test("is the config's own where it carries all that is needed", () => {
    const needs = { forward: { headers: ['Origin'] } }
    expect(planned(needs, { originRequest: 'CORS-S3Origin' }).originRequest).toMatchObject({
      kind: 'managed',
      name: 'CORS-S3Origin',
    })
  })

  test('never lists Authorization: where there is a cache, it is in its key', () => {
    expect(planned({ forward: { headers: ['authorization', 'Origin'] } })).toMatchObject({
      cache: { policy: { headers: ['authorization'] } },
      originRequest: { policy: { headers: ['Origin'] } },
    })
  })

  test('never lists Authorization: without a cache, all headers but Host go with it', () => {
    const needs = { forward: { headers: ['Authorization', 'Origin'] } }
    expect(planned(needs, { cache: 'CachingDisabled' }).originRequest).toMatchObject({
      policy: { headers: { except: ['Host'] } },
    })
    const originRequest = { headers: ['Host'] }
    expect(planned(needs, { cache: 'CachingDisabled', originRequest }).originRequest).toMatchObject(
      { policy: { headers: 'all' } },
    )
  })

  test('is refused what CloudFront cannot say, with the way out', () => {
    const needs = { forward: { headers: ['CloudFront-Viewer-City'] } }
    expect(() => planned(needs, { originRequest: 'AllViewerExceptHostHeader' })).toThrow(
      "The behavior * needs CloudFront-Viewer-City beside all headers but Host of the viewer, and an origin request policy of CloudFront cannot say that. Name the headers of the viewer in `originRequest`, or take 'AllViewerAndCloudFrontHeaders-2022-06'",
    )
  })
})

describe('for any policies and needs', () => {
  const header = fc.constantFrom(
    'X-A',
    'x-b',
    'Host',
    'Authorization',
    'Accept-Encoding',
    'CloudFront-Viewer-Country',
  )
  const name = fc.constantFrom('a', 'b', 'c')
  const names = fc.uniqueArray(name)
  const selection = fc.oneof(fc.constant<NameSelection>('all'), names, fc.record({ except: names }))
  const some = { requiredKeys: [] }
  const values = fc.record({ headers: fc.uniqueArray(header), cookies: names, query: names }, some)
  const cache = fc.oneof(
    fc.constantFrom(...(Object.keys(managedCachePolicies) as ManagedCachePolicy[])),
    fc.record(
      {
        maxTtl: fc.constantFrom(0, 60),
        headers: fc.uniqueArray(header),
        cookies: selection,
        query: selection,
        gzip: fc.boolean(),
      },
      some,
    ),
  )
  const originRequest = fc.oneof(
    fc.constantFrom(...(Object.keys(managedOriginRequestPolicies) as ManagedOriginRequestPolicy[])),
    fc.record(
      {
        headers: fc.oneof(
          fc.constant<NameSelection>('all'),
          fc.uniqueArray(fc.constantFrom('X-A', 'Host')),
          fc.constant({ except: ['X-A'] }),
        ),
        cookies: selection,
        query: selection,
      },
      some,
    ),
  )

  test('what is needed is carried, the key in the key, and nothing is listed that is refused', () => {
    fc.assert(
      fc.property(
        cache,
        originRequest,
        values,
        values,
        (cache, originRequest, cacheKey, forward) => {
          const needs = { cacheKey, forward }
          const behavior = attempt(() => planned(needs, { cache, originRequest }))
          if (!behavior) return
          const isCached = cachePolicy(cache).maxTtl !== 0
          expect(behavior.cache.id === managedCachePolicyIds.CachingDisabled).toBe(!isCached)
          const key = keyOf(behavior)
          const sent = sentOf(behavior)
          for (const kind of ['headers', 'cookies', 'query'] as const) {
            const inKey = (name: string): boolean => isInKey(key, kind, name)
            const keyNames = cacheKey[kind] ?? []
            if (isCached) expect(keyNames.filter((name) => !inKey(name))).toEqual([])
            const needed = [...keyNames, ...(forward[kind] ?? [])]
            expect(needed.filter((name) => !inKey(name) && !isSent(sent, kind, name))).toEqual([])
          }
          const listed = (Array.isArray(sent.headers) ? sent.headers : []).map(anyCase)
          expect(listed).not.toContain('authorization')
          expect(listed).not.toContain('accept-encoding')
        },
      ),
    )
  })
})

describe('the version of a function', () => {
  const versionIds = (init = {}): string[] =>
    planOf(shop(init)).functions.map(({ versionId }) => versionId)

  test('has the hash of the code and the settings in its name', () => {
    expect(versionIds()[0]).toBe('ViewerRequestVersiona0abcdef01234567Node24Memory128Timeout5')
    expect(versionIds()).toEqual(versionIds())
  })

  test('is another for other code and for other settings', () => {
    expect(versionIds({ seed: 'b' })[0]).not.toBe(versionIds()[0])
    expect(versionIds({ memory: 256 })[0]).toContain('Memory256')
    expect(versionIds({ runtime: 'nodejs22.x' })[0]).toContain('Node22')
  })

  test('carries the hash as Lambda has it', () => {
    const { sha256, codeSha256 } = planOf(shop()).functions[0]!
    expect(Buffer.from(codeSha256, 'base64').toString('hex')).toBe(sha256)
  })
})

test('names are what is left of paths, each another', () => {
  expect(distinct(['/api/*', '/api*', '/API/', '/api-2', '/*.jpg', '/???'])).toEqual([
    'api',
    'api-2',
    'api-3',
    'api-2-2',
    'jpg',
    'other',
  ])
})

test('names are another for any texts, and letters, digits and dashes', () => {
  const text = fc.oneof(fc.string(), fc.stringMatching(/^[a2-]{1,4}$/))
  fc.assert(
    fc.property(fc.array(text), (texts) => {
      const names = distinct(texts)
      expect(new Set(names.map(joined)).size).toBe(texts.length)
      expect(names.filter((name) => !/^[a-z0-9]+(-[a-z0-9]+)*$/.test(name))).toEqual([])
    }),
  )
})

function attempt<T>(make: () => T): T | undefined {
  try {
    return make()
  } catch (error) {
    expect(error).toMatchObject({ code: 'bad-project' })
    return undefined
  }
}

type Kind = 'headers' | 'cookies' | 'query'

function keyOf({ cache }: PlannedBehavior): CachePolicy {
  return cache.kind === 'own' ? cache.policy : cachePolicy(cache.name as ManagedCachePolicy)
}

function sentOf({ originRequest }: PlannedBehavior): OriginRequestPolicy {
  if (originRequest?.kind !== 'managed') return originRequest?.policy ?? {}
  return managedOriginRequestPolicies[originRequest.name as ManagedOriginRequestPolicy]
}

function isInKey(key: CachePolicy, kind: Kind, name: string): boolean {
  if (kind !== 'headers') return covers(key[kind] ?? [], name)
  const isNormalised = key.gzip !== false || key.brotli !== false
  return covers(key.headers ?? [], name, anyCase) || (name === 'Accept-Encoding' && isNormalised)
}

/** As CloudFront has it: what it adds itself is in no selection of the viewer's headers but a list. */
function isSent(sent: OriginRequestPolicy, kind: Kind, name: string): boolean {
  if (kind !== 'headers') return covers(sent[kind] ?? [], name)
  const { headers = [], cloudFrontHeaders = [] } = sent
  if (!name.startsWith('CloudFront-')) return covers(headers, name, anyCase)
  return covers([...(Array.isArray(headers) ? headers : []), ...cloudFrontHeaders], name, anyCase)
}
