import * as events from '../../fixtures/events.js'
import { lines } from '../../fixtures/events.js'
import {
  type Case,
  type Found,
  or,
  orS3,
  request,
  vr,
  withHeaders,
  withOrigin,
  withS3,
} from './case.js'

const originText = 'The Lambda function returned an invalid origin configuration:'
const customText = `${originText} One or more HeaderName or HeaderValue values are invalid.`

export const origins = {
  'origin-on-viewer': [
    {
      ...vr,
      what: 'an origin',
      broken: request(vr.event, { origin: { custom: events.customOrigin() } }),
      inside: request(vr.event),
      severity: 'warning',
      path: 'origin',
      message:
        'A request has no origin in viewer-request: it is not yet known whether one is asked.',
    },
  ],
  'origin-exactly-one': [
    {
      ...or,
      what: 'both',
      broken: withHeaders(
        request(or.event, {
          origin: { custom: events.customOrigin(), s3: events.s3Origin({ authMethod: 'none' }) },
        }),
        lines({ Host: events.s3Origin().domainName }),
      ),
      inside: request(or.event, { origin: { custom: events.customOrigin(), s3: undefined } }),
      path: 'origin',
      message: 'A request goes to exactly one origin, custom or s3, got an object with custom, s3.',
    },
    ...[undefined, null, {}, [], 'api.example.com'].map((origin) => ({
      ...orS3,
      what: String(JSON.stringify(origin)),
      broken: request(orS3.event, { origin }),
      inside: request(orS3.event),
      path: 'origin',
      message: `A request goes to exactly one origin, custom or s3, got ${
        Array.isArray(origin)
          ? 'an array of 0'
          : origin !== null && typeof origin === 'object'
            ? 'an object with no keys'
            : JSON.stringify(origin)
      }.`,
    })),
  ],
  'origin-fields': [
    ...(
      [
        ['domainName', '', 'x'],
        ['domainName', 'api.example:8443', 'api.example'],
        ['domainName', '192.0.2.1', '192.0.2.1.example'],
        ['domainName', '2001:db8::1', 'api-1.example'],
        ['domainName', 'https://api.example', 'localhost'],
        ['domainName', `${'a'.repeat(250)}.com`, `${'a'.repeat(249)}.com`],
        ['domainName', undefined, 'api.example'],
        ['port', 79, 80],
        ['port', 81, 80],
        ['port', 444, 443],
        ['port', 1_023, 1_024],
        ['port', 65_536, 65_535],
        ['port', '443', 443],
        ['port', 1_024.5, 8_080],
        ['protocol', 'HTTP', 'http'],
        ['protocol', 'match-viewer', 'https'],
        ['path', '/', ''],
        ['path', 'live', '/live'],
        ['path', '/live/', '/live/v1'],
        ['path', '/a b', '/a%20b'],
        ['path', `/${'a'.repeat(255)}`, `/${'a'.repeat(254)}`],
        ['sslProtocols', ['TLSv1.3'], ['SSLv3', 'TLSv1', 'TLSv1.1', 'TLSv1.2']],
        ['sslProtocols', 'TLSv1.2', ['TLSv1.2']],
        ['readTimeout', 3, 4],
        ['readTimeout', 61, 60],
        ['readTimeout', '30', 30],
        ['keepaliveTimeout', 0, 1],
        ['keepaliveTimeout', 61, 60],
        ['keepaliveTimeout', 4.5, 4],
        ['customHeaders', undefined, {}],
      ] as const
    ).map(([field, broken, inside]) => ({
      ...or,
      what: `custom ${field} ${JSON.stringify(broken)}`.slice(0, 60),
      broken: withOrigin({ [field]: broken }),
      inside: withOrigin({ [field]: inside }),
      path: `origin.custom.${field}`,
      message: `${originText} The value of ${field.replace(/^./, (first) => first.toUpperCase())} is invalid. It must be `,
    })),
    ...(
      [
        ['domainName', '', 'b.s3.amazonaws.com'],
        ['domainName', 'Bucket.s3.amazonaws.com', 'bucket.s3.amazonaws.com'],
        ['domainName', `${'a'.repeat(126)}.co`, `${'a'.repeat(125)}.co`],
        ['path', '/a/', '/a'],
        ['authMethod', 'origin-access-control', 'none'],
        ['region', '', 'eu-central-1'],
        ['region', undefined, 'eu-central-1'],
      ] as const
    ).map(([field, broken, inside]) => ({
      ...orS3,
      what: `s3 ${field} ${JSON.stringify(broken)}`.slice(0, 60),
      broken: withS3({ [field]: broken }),
      inside: withS3({ [field]: inside }),
      path: `origin.s3.${field}`,
      message: `${originText} The value of ${field.replace(/^./, (first) => first.toUpperCase())} is invalid. It must be `,
    })),
    {
      ...orS3,
      what: 'no Region where the bucket is open to all',
      broken: withS3({ authMethod: 'origin-access-identity', region: '' }),
      inside: withS3({ authMethod: 'none', region: '' }),
      path: 'origin.s3.region',
      message: `${originText} The value of Region is invalid. It must be a Region, or empty where authMethod is none, got "".`,
    },
    {
      ...or,
      what: 'an access identity where the event has none',
      broken: withHeaders(
        request(or.event, { origin: { s3: events.s3Origin() } }),
        lines({ Host: events.s3Origin().domainName }),
      ),
      inside: withHeaders(
        request(or.event, { origin: { s3: events.s3Origin({ authMethod: 'none', region: '' }) } }),
        lines({ Host: events.s3Origin().domainName }),
      ),
      path: 'origin.s3.authMethod',
      message: `${originText} The value of AuthMethod is invalid. It must be none where the event has a custom origin, got "origin-access-identity".`,
    },
    {
      ...or,
      what: 'a field of CloudFront Functions',
      broken: withOrigin({ responseCompletionTimeout: 60 }),
      inside: withOrigin({}),
      severity: 'warning',
      path: 'origin.custom.responseCompletionTimeout',
      message: `${originText} The value of ResponseCompletionTimeout is invalid. It must be left out, no such field is known, got 60.`,
    },
    {
      ...or,
      what: 'timeouts past the quotas',
      broken: withOrigin({ readTimeout: 121 }),
      inside: withOrigin({ readTimeout: 120, keepaliveTimeout: 300 }),
      options: { readTimeout: [1, 120], keepaliveTimeout: [1, 300] },
      path: 'origin.custom.readTimeout',
      message: `${originText} The value of ReadTimeout is invalid. It must be whole seconds from 1 to 120, got 121.`,
    },
  ],
  'origin-custom-headers': [
    ...(
      [
        ['cache-control', 'Cache-Control is not among those that CloudFront adds'],
        ['x-amz-anything', 'X-Amz-Anything is not among those that CloudFront adds'],
        ['keep-alive', 'Keep-Alive is not among those that CloudFront adds'],
        ['user-agent', 'User-Agent stands in the headers of the request too'],
      ] as const
    ).map(([name, problem]) => ({
      ...or,
      what: name,
      broken: withOrigin({ customHeaders: lines({ [name]: '1' }) }),
      inside: withOrigin({ customHeaders: lines({ 'x-other': '1' }) }),
      path: `origin.custom.customHeaders.${name}`,
      message: `${customText} ${problem}.`,
    })),
    {
      ...or,
      what: "a name of the origin's, added to the request",
      broken: withHeaders(request(or.event), lines({ 'X-Origin-Secret': 'open-sesame' })),
      inside: withHeaders(request(or.event), lines({ 'X-Origin-Secrets': 'open-sesame' })),
      path: 'origin.custom.customHeaders.x-origin-secret',
      message: `${customText} X-Origin-Secret stands in the headers of the request too.`,
    },
    {
      ...or,
      what: 'a name of 257 characters',
      broken: withOrigin({ customHeaders: lines({ [`x-${'a'.repeat(255)}`]: '1' }) }),
      inside: withOrigin({ customHeaders: lines({ [`x-${'a'.repeat(254)}`]: '1' }) }),
      path: `origin.custom.customHeaders.x-${'a'.repeat(255)}`,
      message: `${customText} X-A${'a'.repeat(197)} is longer than 256 characters.`,
    },
    {
      ...or,
      what: 'a value of 1,784 characters',
      broken: withOrigin({ customHeaders: lines({ 'x-a': 'a'.repeat(1_784) }) }),
      inside: withOrigin({ customHeaders: lines({ 'x-a': 'a'.repeat(1_783) }) }),
      path: 'origin.custom.customHeaders.x-a',
      message: `${customText} X-A has a value of more than 1783 characters.`,
    },
    {
      ...or,
      what: '31 of them',
      broken: withOrigin({ customHeaders: lines({ 'x-a': Array(31).fill('1') }) }),
      inside: withOrigin({ customHeaders: lines({ 'x-a': Array(30).fill('1') }) }),
      path: 'origin.custom.customHeaders',
      message: `${customText} Together they are 31, at most 30 are allowed.`,
    },
    {
      ...or,
      what: '10,241 characters',
      broken: withOrigin({
        customHeaders: lines({ a: Array(6).fill('a'.repeat(1_700)), b: 'b'.repeat(34) }),
      }),
      inside: withOrigin({
        customHeaders: lines({ a: Array(6).fill('a'.repeat(1_700)), b: 'b'.repeat(33) }),
      }),
      path: 'origin.custom.customHeaders',
      message: `${customText} Together they have 10241 characters, at most 10240 are allowed.`,
    },
  ],
  'origin-s3-host': [
    {
      ...or,
      what: 'the Host of the old origin',
      broken: request(or.event, {
        origin: { s3: events.s3Origin({ authMethod: 'none', region: '' }) },
      }),
      inside: withHeaders(
        request(or.event, { origin: { s3: events.s3Origin({ authMethod: 'none', region: '' }) } }),
        lines({ Host: 'shop-assets.s3.eu-central-1.amazonaws.com' }),
      ),
      path: 'headers.host',
      message:
        'The request goes to the bucket "shop-assets.s3.eu-central-1.amazonaws.com" with the Host "www.shop.example"; S3 finds the bucket by its Host and answers 403 or 404.',
    },
  ],
} satisfies Partial<Record<Found, readonly Case[]>>
