import type { CloudFrontEvent, CloudFrontResult } from '../../src/event.js'

/** What a contender is timed on. The names are those of the project's performance targets. */
export const workloads = ['W1', 'W2', 'W3', 'W5 sync', 'W5 async', 'W6'] as const
export type Workload = (typeof workloads)[number]

export type BenchHandler = (event: CloudFrontEvent) => Promise<CloudFrontResult>

/** One way to write the workloads; what it does not offer is left out. */
export type Contender = Partial<Record<Workload, () => BenchHandler>>

/** How many middlewares W5 passes through. */
export const chainLength = 50

/** Eight headers that every page should have. */
export const securityHeaders: readonly (readonly [key: string, value: string])[] = [
  ['Strict-Transport-Security', 'max-age=31536000; includeSubDomains'],
  ['Content-Security-Policy', "default-src 'self'; object-src 'none'; base-uri 'self'"],
  ['X-Content-Type-Options', 'nosniff'],
  ['X-Frame-Options', 'DENY'],
  ['Referrer-Policy', 'strict-origin-when-cross-origin'],
  ['Permissions-Policy', 'camera=(), microphone=(), geolocation=()'],
  ['Cross-Origin-Opener-Policy', 'same-origin'],
  ['Cross-Origin-Resource-Policy', 'same-origin'],
]

const headers = {
  host: 'shop.example',
  'user-agent': 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0',
  accept: 'text/html,application/xhtml+xml',
  'accept-language': 'en-GB,en;q=0.8',
  'accept-encoding': 'gzip, br',
  referer: 'https://shop.example/',
  cookie: 'session=0a1b2c3d4e5f; theme=dark; ab=b; consent=yes; basket=17',
  'x-debug': '1',
  'sec-fetch-dest': 'image',
  'sec-fetch-mode': 'no-cors',
  'cache-control': 'no-cache',
}

const config = {
  distributionDomainName: 'd111111abcdef8.cloudfront.net',
  distributionId: 'EDFDVBD6EXAMPLE',
  requestId: 'c2hvcC5leGFtcGxlLXJlcXVlc3Q=',
}

function eventText(eventType: string, uri: string, response?: object): string {
  const request = {
    clientIp: '203.0.113.9',
    method: 'GET',
    uri,
    querystring: 'v=3',
    headers: Object.fromEntries(
      Object.entries(headers).map(([key, value]) => [key, [{ key, value }]]),
    ),
  }
  return JSON.stringify({
    Records: [{ cf: { config: { ...config, eventType }, request, response } }],
  })
}

const page = {
  status: '200',
  statusDescription: 'OK',
  headers: {
    'content-type': [{ key: 'Content-Type', value: 'text/html; charset=utf-8' }],
    date: [{ key: 'Date', value: 'Tue, 03 Mar 2026 10:15:30 GMT' }],
    server: [{ key: 'Server', value: 'shop' }],
    'content-length': [{ key: 'Content-Length', value: '9593' }],
  },
}

/** The event of a workload as CloudFront sends it: text. */
export const eventTexts: Readonly<Record<Workload, string>> = {
  W1: eventText('viewer-request', '/products/42.html'),
  W2: eventText('viewer-request', '/images/large/shoe.jpg'),
  W3: eventText('viewer-request', '/login'),
  'W5 sync': eventText('viewer-request', '/products/42.html'),
  'W5 async': eventText('viewer-request', '/products/42.html'),
  W6: eventText('viewer-response', '/products/42.html', page),
}
