import { expect, test } from 'vitest'
import { policyText } from '../../src/check/policy-text.js'
import type { CachePolicy, OriginRequestPolicy } from '../../src/config/index.js'

const none = { headers: [], cookies: [], query: [] }

test.each<[CachePolicy | OriginRequestPolicy, Partial<typeof none>, string]>([
  [{ minTtl: 1 }, { headers: ['Accept'] }, "{ headers: ['Accept'] }"],
  [
    { defaultTtl: 60, headers: ['Accept'], gzip: false },
    { headers: ['Origin'], query: ['q'] },
    "{ defaultTtl: 60, gzip: false, headers: ['Accept', 'Origin'], query: ['q'] }",
  ],
  [
    { headers: 'all', cookies: 'all', query: { except: ['a', 'b'] } },
    { headers: ['CloudFront-Viewer-ASN'], cookies: ['sid'], query: ['a'] },
    "{ headers: 'all', cloudFrontHeaders: ['CloudFront-Viewer-ASN'], cookies: 'all', query: { except: ['b'] } }",
  ],
  [
    { headers: { except: ['Host'] }, cookies: 'all' },
    { headers: ['CloudFront-Viewer-ASN'] },
    "{ headers: ['CloudFront-Viewer-ASN'], cookies: 'all' }",
  ],
  [
    { headers: { except: ['Host', 'Accept'] } },
    { headers: ['Accept'] },
    "{ headers: { except: ['Host'] } }",
  ],
] as never)('%j with %j', (policy, added, text) => {
  expect(policyText(policy, { ...none, ...added })).toBe(text)
})
