/**
 * What CloudFront keeps apart in its cache, and what it sends to the origin.
 *
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/using-managed-cache-policies.html
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/using-managed-origin-request-policies.html
 */

/** Names of headers, cookies or query parameters. */
export type NameSelection = 'all' | readonly string[] | { readonly except: readonly string[] }

/** What is part of the cache key, and how long an object stays. */
export interface CachePolicy {
  /** Seconds. Default 0. Above 0 even an answer that says `no-store` is cached. */
  readonly minTtl?: number
  /** Seconds, for an answer that says nothing. Default 86,400, a day. */
  readonly defaultTtl?: number
  /** Seconds. Default 31,536,000, a year. 0 turns the cache off. */
  readonly maxTtl?: number
  /** Default none. */
  readonly headers?: readonly string[]
  /** Default none. */
  readonly cookies?: NameSelection
  /** Default none. */
  readonly query?: NameSelection
  /** Whether answers compressed with gzip are kept apart. Default true. */
  readonly gzip?: boolean
  /** Whether answers compressed with brotli are kept apart. Default true. */
  readonly brotli?: boolean
}

/** What goes to the origin beside the cache key. */
export interface OriginRequestPolicy {
  /** `all` is every header of the viewer. Default none. */
  readonly headers?: NameSelection
  /** `CloudFront-*` headers to add where `headers` is `all`; else they are named there. Default none. */
  readonly cloudFrontHeaders?: readonly string[]
  /** Default none. */
  readonly cookies?: NameSelection
  /** Default none. */
  readonly query?: NameSelection
}

/** AWS's own cache policies. */
export const managedCachePolicies = {
  CachingOptimized: { minTtl: 1 },
  CachingOptimizedForUncompressedObjects: { minTtl: 1, gzip: false, brotli: false },
  CachingDisabled: { minTtl: 0, defaultTtl: 0, maxTtl: 0, gzip: false, brotli: false },
  UseOriginCacheControlHeaders: {
    defaultTtl: 0,
    headers: ['Host', 'Origin', 'X-HTTP-Method-Override', 'X-HTTP-Method', 'X-Method-Override'],
    cookies: 'all',
  },
  'UseOriginCacheControlHeaders-QueryStrings': {
    defaultTtl: 0,
    headers: ['Host', 'Origin', 'X-HTTP-Method-Override', 'X-HTTP-Method', 'X-Method-Override'],
    cookies: 'all',
    query: 'all',
  },
  Amplify: {
    minTtl: 2,
    defaultTtl: 2,
    maxTtl: 600,
    headers: ['Authorization', 'CloudFront-Viewer-Country', 'Host'],
    cookies: 'all',
    query: 'all',
  },
} as const satisfies Record<string, CachePolicy>

/** AWS's own origin request policies. */
export const managedOriginRequestPolicies = {
  AllViewer: { headers: 'all', cookies: 'all', query: 'all' },
  AllViewerExceptHostHeader: { headers: { except: ['Host'] }, cookies: 'all', query: 'all' },
  'AllViewerAndCloudFrontHeaders-2022-06': {
    headers: 'all',
    cloudFrontHeaders: [
      'CloudFront-Forwarded-Proto',
      'CloudFront-Is-Android-Viewer',
      'CloudFront-Is-Desktop-Viewer',
      'CloudFront-Is-IOS-Viewer',
      'CloudFront-Is-Mobile-Viewer',
      'CloudFront-Is-SmartTV-Viewer',
      'CloudFront-Is-Tablet-Viewer',
      'CloudFront-Viewer-Address',
      'CloudFront-Viewer-ASN',
      'CloudFront-Viewer-City',
      'CloudFront-Viewer-Country',
      'CloudFront-Viewer-Country-Name',
      'CloudFront-Viewer-Country-Region',
      'CloudFront-Viewer-Country-Region-Name',
      'CloudFront-Viewer-Http-Version',
      'CloudFront-Viewer-Latitude',
      'CloudFront-Viewer-Longitude',
      'CloudFront-Viewer-Metro-Code',
      'CloudFront-Viewer-Postal-Code',
      'CloudFront-Viewer-Time-Zone',
      'CloudFront-Viewer-TLS',
    ],
    cookies: 'all',
    query: 'all',
  },
  'CORS-CustomOrigin': { headers: ['Origin'] },
  'CORS-S3Origin': {
    headers: ['Origin', 'Access-Control-Request-Headers', 'Access-Control-Request-Method'],
  },
  UserAgentRefererHeaders: { headers: ['User-Agent', 'Referer'] },
} as const satisfies Record<string, OriginRequestPolicy>

export type ManagedCachePolicy = keyof typeof managedCachePolicies

export type ManagedOriginRequestPolicy = keyof typeof managedOriginRequestPolicies

/** The policy behind a name. */
export function originRequestPolicy(
  policy: ManagedOriginRequestPolicy | OriginRequestPolicy = {},
): OriginRequestPolicy {
  return typeof policy === 'string' ? managedOriginRequestPolicies[policy] : policy
}

/** The policy behind a name. */
export function cachePolicy(policy: ManagedCachePolicy | CachePolicy): CachePolicy {
  return typeof policy === 'string' ? managedCachePolicies[policy] : policy
}
