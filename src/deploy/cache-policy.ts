import type { Attachment } from '../build/attach.js'
import {
  type CachePolicy,
  cachePolicy,
  type ManagedCachePolicy,
  type NameSelection,
} from '../config/policies.js'
import { error, type Problem } from '../config/problem.js'
import { edgeHeaders } from '../rules/edge-headers.js'
import { anyCase, covers, extend, extendList } from './selection.js'

/** A cache policy with everything in it that was left out. */
export type KeyPolicy = Required<CachePolicy>

/** The cache policy of a behavior: AWS's own where it carries all that is needed, else one made for it. */
export type ChosenCachePolicy = ManagedCachePolicy | KeyPolicy

const year = 31_536_000

/** Whether a behavior caches at all. */
export function isCached({ cache }: Pick<Attachment, 'cache'>): boolean {
  return cachePolicy(cache).maxTtl !== 0
}

/**
 * The policy that keeps apart what the app's `needs` and the config keep apart.
 *
 * With caching off CloudFront takes no other settings, and needs none: what would be in the key is only
 * forwarded. What must reach the origin and fits in no origin request policy is in the key.
 */
export function chooseCachePolicy(
  behavior: Attachment,
  unlisted: readonly string[],
): ChosenCachePolicy {
  if (!isCached(behavior)) return 'CachingDisabled'
  const { cache, cacheKey } = behavior
  const base = complete(cachePolicy(cache), typeof cache === 'string' ? 0 : undefined)
  const compresses = base.gzip || base.brotli
  const wanted = [...cacheKey.headers, ...unlisted].filter(
    // With compression it is in the key in a form of CloudFront's, and refused as a header beside it.
    (name) => !(compresses && anyCase(name) === 'accept-encoding'),
  )
  const policy: KeyPolicy = {
    ...base,
    headers: extendList(base.headers, wanted, anyCase),
    cookies: extend(base.cookies, cacheKey.cookies),
    query: extend(base.query, cacheKey.query),
  }
  const isEnough =
    policy.headers === base.headers &&
    policy.cookies === base.cookies &&
    policy.query === base.query
  return typeof cache === 'string' && isEnough ? cache : policy
}

/** Whether what a behavior's cache policy has in the key, and so forwards, has a name in it. */
export function keyCovers(
  chosen: ChosenCachePolicy,
  kind: 'headers' | 'cookies' | 'query',
  name: string,
): boolean {
  const policy = complete(cachePolicy(chosen))
  const isNormalised = kind === 'headers' && anyCase(name) === 'accept-encoding'
  if (isNormalised && (policy.gzip || policy.brotli)) return true
  return covers(policy[kind], name, kind === 'headers' ? anyCase : undefined)
}

/** What of a behavior's key CloudFront takes in no cache policy. */
export function keyProblems(behavior: Attachment): Problem[] {
  if (!isCached(behavior)) return []
  const refused = behavior.cacheKey.headers.filter((name) => onlyForwarded.has(anyCase(name)))
  return refused.map((name) =>
    error(
      'policy-refuses',
      `The behavior ${behavior.path} needs ${name} in its cache key, and CloudFront takes that header in origin request policies only. Let the step decide in a behavior without a cache, or on another header.`,
    ),
  )
}

const onlyForwarded = new Set(
  edgeHeaders.flatMap(([name, , policy]) => (policy === 'origin request' ? anyCase(name) : [])),
)

/** `minTtl` takes the place of that of a managed policy: above 0 even `no-store` is cached. */
function complete(policy: CachePolicy, minTtl = policy.minTtl ?? 0): KeyPolicy {
  const maxTtl = policy.maxTtl ?? Math.max(year, minTtl)
  const { defaultTtl = 86_400, headers = [], cookies = none, query = none } = policy
  return {
    minTtl,
    // CloudFront refuses a default that is not between the two.
    defaultTtl: Math.min(Math.max(defaultTtl, minTtl), maxTtl),
    maxTtl,
    headers,
    cookies,
    query,
    gzip: policy.gzip ?? true,
    brotli: policy.brotli ?? true,
  }
}

const none: NameSelection = []
