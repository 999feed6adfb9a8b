import { expect, test } from 'vitest'
import { carriedAs, type Input } from '../../src/check/inputs.js'
import type { CachePolicy, OriginRequestPolicy } from '../../src/config/index.js'
import { managedCachePolicies, managedOriginRequestPolicies } from '../../src/config/policies.js'

const header = (name: string): Input => ({ kind: 'header', name })
const cookie = (name: string): Input => ({ kind: 'cookie', name })
const query = (name: string): Input => ({ kind: 'query parameter', name })
const { CachingOptimized, Amplify } = managedCachePolicies
const {
  AllViewer,
  AllViewerExceptHostHeader,
  'AllViewerAndCloudFrontHeaders-2022-06': everything,
} = managedOriginRequestPolicies

test.each<[Input, CachePolicy, OriginRequestPolicy, 'key' | 'forward' | 'none']>([
  [header('accept'), CachingOptimized, {}, 'none'],
  [header('accept'), { headers: ['Accept'] }, {}, 'key'],
  [header('accept'), { headers: ['Accept'] }, AllViewer, 'key'],
  [header('accept'), CachingOptimized, AllViewer, 'forward'],
  [header('host'), CachingOptimized, AllViewer, 'forward'],
  [header('host'), CachingOptimized, AllViewerExceptHostHeader, 'none'],
  [header('cloudfront-viewer-country'), CachingOptimized, AllViewer, 'none'],
  [header('cloudfront-viewer-country'), CachingOptimized, AllViewerExceptHostHeader, 'none'],
  [header('cloudfront-viewer-country'), CachingOptimized, everything, 'forward'],
  [header('cloudfront-viewer-country'), Amplify, {}, 'key'],
  [
    header('cloudfront-viewer-asn'),
    CachingOptimized,
    { headers: ['CloudFront-Viewer-ASN'] },
    'forward',
  ],
  [cookie('a'), { cookies: 'all' }, {}, 'key'],
  [cookie('a'), { cookies: { except: ['a'] } }, { cookies: ['a'] }, 'forward'],
  [cookie('A'), { cookies: ['a'] }, {}, 'none'],
  [query('a'), { query: ['a'] }, {}, 'key'],
  [query('a'), CachingOptimized, { query: { except: ['b'] } }, 'forward'],
  [query('a'), CachingOptimized, { cookies: ['a'] }, 'none'],
])('%j with the key %j and %j is carried as %s', (input, key, forward, how) => {
  expect(carriedAs(input, { key, forward })).toBe(how)
})
