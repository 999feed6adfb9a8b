import { generateKeyPairSync } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { formatProblem, loadConfig } from '../../src/build/index.js'
import { check } from '../../src/check/index.js'
import { project } from '../build/project.js'

afterEach(() => {
  vi.useRealTimers()
})

describe('what is right', () => {
  test('the storefront has no error, and hears that errors of its origin lack some headers', async () => {
    const folder = new URL('../../examples/storefront/', import.meta.url)
    const sources = readdirSync(folder).filter((name) => !name.includes('.test.'))
    const found = await problems({
      ...Object.fromEntries(
        sources.map((name) => [name, readFileSync(new URL(name, folder), 'utf8')]),
      ),
      ...config(`
        origins: { shop: http('https://origin.shop.example'), api: http('https://api.shop.example') },
        behaviors: [
          { path: '/api/*', origin: 'api', cache: 'CachingDisabled', originRequest: 'AllViewerExceptHostHeader' },
          { path: '/images/*', origin: 'shop', cache: { headers: ['CloudFront-Is-Mobile-Viewer'] } },
          { path: '*', origin: 'shop', cache: { headers: ['x-ledge-home'] } },
        ],
        env: { SALE_SECRET: 'sixteen characters or more' },
        secrets: ['SALE_SECRET'],`),
    })
    expect(found).toMatchInlineSnapshot(`
      [
        "warning misses-errors edge.ts:11:1: security-headers sets headers in viewer-response, which CloudFront does not run for every response: errors of the origin have no strict-transport-security, x-content-type-options, referrer-policy: set it in origin-response, too.",
      ]
    `)
  })

  test('an app of three recipes, with the policies that they need, has nothing', async () => {
    const { publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
    const key = { ...publicKey.export({ format: 'jwk' }), kid: 'a', alg: 'ES256' }
    const found = await problems({
      'jwks.json': JSON.stringify({ keys: [key] }),
      'edge.ts': `import { ledge, redirect } from 'ledge'
import { abTest } from 'ledge/recipes/ab-test'
import { deviceImages } from 'ledge/recipes/device-images'
import { jwtAuth } from 'ledge/recipes/jwt-auth'
import { securityHeaders } from 'ledge/recipes/security-headers'
import jwks from './jwks.json' with { type: 'json' }

export const app = ledge()
app.use(securityHeaders())
app.use(abTest({ name: 'checkout', variants: { a: 90, b: 10 }, path: '/checkout{/*rest}' }))
app.viewerRequest('/old/:slug', (ctx) => redirect(\`/new/\${ctx.params.slug}\`, 301))
app.viewerRequest('/account{/*rest}', jwtAuth({ jwks, issuer: 'https://id.example.com', audience: 'shop' }))
app.viewerRequest('/images/*path', deviceImages({ widths: [480, 960, 1920] }))
app.viewerRequest((ctx, next) => {
  ctx.request.headers.delete('x-debug')
  return next()
})
app.originRequest('/api/*rest', (ctx, next) => {
  ctx.request.origin.useCustom({ domainName: 'api.example.com' })
  return next()
})
app.viewerResponse((ctx, next) => {
  ctx.response.headers.set('x-served-by', 'edge')
  return next()
})
export const { viewerRequest, originRequest, originResponse, viewerResponse } = app.handlers()
`,
      ...config(`
        origins: { site: folder('./public'), api: http('http://127.0.0.1:3000') },
        behaviors: [
          { path: '/api/*', origin: 'api', cache: 'CachingDisabled', originRequest: 'AllViewerExceptHostHeader' },
          { path: '/account*', origin: 'site', cache: 'CachingDisabled' },
          { path: '*', origin: 'site', cache: { headers: ['x-ledge-ab-checkout'] } },
        ],`),
    })
    expect(found).toEqual([])
  })
})

describe('at run time', () => {
  test('what steps do wrong is found by trying them', async () => {
    const found = await problems({
      'edge.ts': `import { ledge, text } from 'ledge'
export const app = ledge()
app.viewerRequest('/host', function host(ctx, next) {
  ctx.request.headers.set('Host' as never, 'other.example')
  return next()
})
app.viewerRequest('/mode', function mode(ctx, next) {
  const { rows }: any = ctx.request.cookies.get('mode') === 'table' ? {} : { rows: [1] }
  return rows.length > 0 ? next() : text('none')
})
app.viewerRequest({ path: '/post', method: 'POST' }, function forgets(ctx, next) {
  if (ctx.request.query.has('ok')) return next()
} as never)
app.viewerRequest('/names/:name', function decodes(ctx, next) {
  ctx.request.headers.set('x-name', decodeURIComponent(ctx.request.uri).slice(7, 17).toLowerCase())
  return next()
})
app.viewerRequest('/segment', async function segments(ctx, next) {
  const answer = await fetch('https://profile.example.com/')
  ctx.request.headers.set('x-segment', await answer.text())
  return next()
})
app.viewerRequest('/left', function leaves(ctx, next) {
  Promise.reject(new Error('nobody waits for this'))
  return next()
})
app.viewerRequest('/body', function reads(ctx, next) {
  return ctx.request.body?.text() === 'x' ? text('x') : next()
})
app.viewerRequest('/where', function guesses(ctx, next) {
  return ctx.request.headers.get('cloudfront-viewer-country') === 'DE' ? text('de') : next()
})
app.onError(() => text('Sorry', 503))
app.originResponse('/cookie', function baker(ctx, next) {
  ctx.response.cookies.set('seen', '1')
  return next()
})
`,
      ...config(`
        behaviors: [{ path: '*', origin: 'site' }],`),
    })
    expect(found).toMatchInlineSnapshot(`
      [
        "error breaks-rule edge.ts:3:1: host breaks the rule header-read-only on GET /host: Lambda function result failed validation, the function tried to change read-only header, headerName : Host. Leave the header as the event has it: a response built anew in a response trigger must take it over, a reply in a request trigger must not have it. https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/edge-function-restrictions-all.html",
        "error step-throws edge.ts:11:1: forgets threw on POST /post: Expected forgets to \`return next()\` or a reply, got undefined. The viewer gets a plain 500.",
        "error step-throws edge.ts:23:1: leaves threw on GET /left: nobody waits for this. The viewer gets a plain 500.",
        "error breaks-rule edge.ts:34:1: baker breaks the rule set-cookie-cacheable on GET /cookie: CloudFront stores this response with its Set-Cookie and sends the cookie of one visitor to the others. Set the cookie in a viewer trigger, or send cache-control: no-store with it. https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/Expiration.html",
        "warning absent-input edge.ts:30:1: guesses reads the header cloudfront-viewer-country, which in viewer-request is not CloudFront's: it says what the viewer made up, if anything. Read it in an origin trigger.",
        "warning absent-input edge.ts:27:1: reads reads the body, which CloudFront gives a function only where it is asked to. Say so: \`withNeeds({ body: true }, middleware)\`.",
      ]
    `)
  })

  test('without an answer to errors, a throw is told of, and a loop is given up', async () => {
    const found = await problems({
      'edge.ts': `import { failOpen, ledge } from 'ledge'
export const app = ledge()
app.viewerRequest('/mode', function mode(ctx, next) {
  const { rows }: any = ctx.request.cookies.get('mode') === 'table' ? {} : { rows: [1] }
  ctx.request.headers.set('x-rows', String(rows.length))
  return next()
})
app.viewerRequest('/names/:name', function decodes(ctx, next) {
  ctx.request.headers.set('x-name', encodeURIComponent(decodeURIComponent(ctx.request.uri)))
  return next()
})
app.viewerRequest('/segment', async function segments(ctx, next) {
  const answer = await fetch('https://profile.example.com/')
  ctx.request.headers.set('x-segment', await answer.text())
  return next()
})
app.viewerRequest('/safe', failOpen(async function safe(ctx, next) {
  const answer = await fetch('https://profile.example.com/')
  ctx.request.headers.set('x-segment', await answer.text())
  return next()
}))
app.viewerRequest('/left', function leaves(ctx, next) {
  Promise.reject(new Error('nobody waits for this'))
  return next()
})
app.originRequest('/loop', function loops(ctx, next) {
  while (ctx.request.uri !== '') ctx.request.method
  return next()
})
app.originResponse('/wait', async function waits(ctx, next) {
  await new Promise(() => {})
  return next()
})
app.viewerResponse('/exit', function exits(ctx, next) {
  process.exit(1)
  return next()
})
`,
      ...config(`
        functions: {
          'origin-request': { timeout: 2 },
          'origin-response': { timeout: 2 },
        },`),
    })
    expect(found).toMatchInlineSnapshot(`
      [
        "error step-throws edge.ts:3:1: mode threw on GET /mode with the cookie mode: "table": Cannot read properties of undefined (reading 'length'). The viewer gets a plain 500.",
        "error step-throws edge.ts:8:1: decodes threw on GET /names/caf%C3%A9%zz: URI malformed. The viewer gets a plain 500.",
        "error step-throws edge.ts:22:1: leaves threw on GET /left: nobody waits for this. The viewer gets a plain 500.",
        "error does-not-end edge.ts:26:1: loops did not end in 2 s, the time-out of its function, on GET /loop or on one with more in it. The viewer gets a 503. Bound what may take long with deadline(ms, middleware), and look for a loop without end. Nothing more was tried in origin-request.",
        "error does-not-end edge.ts:30:1: waits waits for what never comes, on GET /wait or on one with more in it. The viewer gets a 503. Bound what may take long with deadline(ms, middleware), and look for a loop without end. Nothing more was tried in origin-response.",
        "error does-not-end edge.ts:34:1: exits ended the process, with code 1, on GET /exit or on one with more in it. The viewer gets a 503. Bound what may take long with deadline(ms, middleware), and look for a loop without end. Nothing more was tried in viewer-response.",
        "warning fails-offline edge.ts:12:1: segments asks the network, which a check refuses it, and threw on GET /segment: fetch failed (ledge check lets nothing out to the network). A server that cannot be reached would do the same. Catch it, or wrap the middleware in failOpen or deadline.",
      ]
    `)
  })
})

const originApp = `import { forbidden, ledge, redirect, text, withNeeds } from 'ledge'
export const app = ledge()
app.originRequest('/beta', function beta(ctx, next) {
  if (ctx.request.cookies.get('beta') === 'yes') ctx.request.uri = '/beta/index.html'
  return next()
})
app.originRequest('/speak', function speaks(ctx, next) {
  if (ctx.request.headers.get('accept-language')?.startsWith('de')) ctx.request.uri = '/de'
  return next()
})
app.originRequest('/phone', function phones(ctx, next) {
  if (/Mobile/.test(ctx.request.headers.get('user-agent') ?? '')) ctx.request.uri = '/m'
  return next()
})
app.originRequest('/admin', function offices(ctx, next) {
  return ctx.request.clientIp.startsWith('198.51.') ? next() : forbidden()
})
app.originRequest({ path: '/shops', host: 'shop.example.com' }, function shops(ctx, next) {
  return next()
})
app.originRequest('/go', function goes(ctx, next) {
  return ctx.request.query.get('to') === 'de' ? redirect('/de/') : next()
})
app.originResponse('/cookie', function baker(ctx, next) {
  ctx.response.cookies.set('seen', '1')
  ctx.response.headers.set('cache-control', 'no-store')
  return next()
})
app.originResponse('/echo', function echoes(ctx, next) {
  ctx.response.headers.set('access-control-allow-origin', ctx.request.headers.get('origin') ?? '*')
  return next()
})
app.originRequest('/geo', withNeeds<'origin-request'>(
  { cacheKey: { headers: ['CloudFront-Viewer-Country'], query: ['size'] }, forward: { cookies: ['session'] } },
  function geo(ctx, next) { return next() },
))
`

describe('in a cache', () => {
  test('what origin triggers decide by must be in the key, and be carried at all', async () => {
    const found = await problems({
      'edge.ts': originApp,
      ...config(`
        behaviors: [{
          path: '*',
          origin: 'site',
          originRequest: { headers: ['Origin'], cookies: ['beta'], query: ['to'] },
        }],`),
    })
    expect(found).toMatchInlineSnapshot(`
      [
        "error access-at-origin edge.ts:15:1: offices answers GET /admin with 403 and goes by the viewer's address, which is not in the cache key, and origin-request runs on cache misses only: once behaviors[0] ('*') has an answer in its cache, everybody gets it unasked. Register it at viewer-request, or turn the cache off there with \`cache: 'CachingDisabled'\`.",
        "error key-rule edge.ts:3:1: beta decides by the cookie beta, which behaviors[0] ('*') forwards and does not have in the cache key: GET /beta with the cookie beta: "yes" leads elsewhere than without it, and what comes first is stored for all. Write there \`cache: { cookies: ['beta'] }\`, decide in viewer-request, or turn the cache off with \`cache: 'CachingDisabled'\`.",
        "error key-rule edge.ts:21:1: goes decides by the query parameter to, which behaviors[0] ('*') forwards and does not have in the cache key: GET /go with the query parameter to: "de" leads elsewhere than without it, and what comes first is stored for all. Write there \`cache: { query: ['to'] }\`, decide in viewer-request, or turn the cache off with \`cache: 'CachingDisabled'\`.",
        "error key-rule edge.ts:29:1: echoes decides by the header origin, which behaviors[0] ('*') forwards and does not have in the cache key: GET /echo with the header origin: "https://www.example.com" leads elsewhere than without it, and what comes first is stored for all. Write there \`cache: { headers: ['Origin'] }\`, decide in viewer-request, or turn the cache off with \`cache: 'CachingDisabled'\`.",
        "error policy-lacks ledge.config.ts:4:21: behaviors[0] ('*') does not have in its cache key the header CloudFront-Viewer-Country, the query parameter size, which geo needs: /geo comes there. Write \`cache: { headers: ['CloudFront-Viewer-Country'], query: ['size'] }\`.",
        "error policy-lacks ledge.config.ts:7:11: behaviors[0] ('*') does not forward the cookie session, which geo needs: /geo comes there. Write \`originRequest: { headers: ['Origin'], cookies: ['beta', 'session'], query: ['to'] }\`.",
        "error stored-cookie edge.ts:24:1: baker sets a cookie on GET /cookie with cache-control: no-store, and behaviors[0] ('*') stores it all the same for 1 second, its minimum: others get the cookie of one visitor. Set it in a viewer trigger, or write there a \`cache\` of your own with \`minTtl: 0\`.",
        "warning absent-input edge.ts:7:1: speaks reads the header accept-language, which the policies of behaviors[0] ('*') do not carry to origin-request. There it is always absent: add it to \`cache\`, where the answer depends on it, else to \`originRequest\`, or read it in viewer-request.",
        "warning absent-input edge.ts:11:1: phones reads the header user-agent, which the policies of behaviors[0] ('*') do not carry to origin-request. There it is always Amazon CloudFront: add it to \`cache\`, where the answer depends on it, else to \`originRequest\`, or read it in viewer-request.",
        "warning stored-reply edge.ts:21:1: goes answers GET /go with the query parameter to: "de" with cache-control: no-store, and behaviors[0] ('*') stores it all the same for 1 second, its minimum, for all who have the same cache key. Answer one visitor in viewer-request; else write there a \`cache\` of your own with \`minTtl: 0\`, or give the answer a max-age.",
        "warning host-of-origin edge.ts:18:1: shops matches the host shop.example.com. In origin-request Host is the origin's, as behaviors[0] ('*') does not forward the viewer's. Match it in viewer-request, and hand on what you find with createCarry; or, where the origin takes that host, forward it with \`originRequest: 'AllViewer'\`.",
      ]
    `)
  })

  test('with all of it in the key, or without a cache, there is nothing', async () => {
    const policies = [
      `cache: {
          headers: ['Origin', 'Accept-Language', 'User-Agent', 'CloudFront-Viewer-Country', 'Host'],
          cookies: ['beta'], query: ['to', 'size'],
        }, originRequest: { cookies: ['session'] }`,
      `cache: 'CachingDisabled', originRequest: {
        headers: ['Origin', 'Accept-Language', 'User-Agent', 'CloudFront-Viewer-Country', 'Host'],
        cookies: 'all', query: 'all',
      }`,
    ]
    for (const [i, policy] of policies.entries()) {
      const found = await problems({
        'edge.ts':
          i === 0 ? originApp.replace(/app.originRequest\('\/admin'.*?\n}\)\n/s, '') : originApp,
        ...config(`behaviors: [{ path: '*', origin: 'site', ${policy} }],`),
      })
      expect(found).toEqual([])
    }
  })

  test('a carry must be in the key where it is set, and only there', async () => {
    const found = await problems({
      'edge.ts': `import { createCarry, ledge } from 'ledge'
export const app = ledge()
const shown = createCarry<'a' | 'b'>('shown')
const visitor = createCarry<string>('visitor', { cacheKey: false })
app.use(shown, visitor)
app.viewerRequest('/shop{/*rest}', (ctx, next) => {
  shown.set(ctx, ctx.request.cookies.get('shown') === 'b' ? 'b' : 'a')
  visitor.set(ctx, ctx.request.cookies.get('visitor') ?? 'nobody')
  return next()
})
app.originRequest('/shop/basket', function basket(ctx, next) {
  if (visitor.get(ctx) === 'nobody') ctx.request.uri = '/shop/empty'
  return next()
})
`,
      ...config(`
        behaviors: [
          { path: '/images/*', origin: 'site' },
          { path: '/shop/basket', origin: 'site', cache: { headers: ['x-ledge-shown'] }, originRequest: { headers: ['x-ledge-visitor'] } },
          { path: '*', origin: 'site' },
        ],`),
    })
    expect(found).toMatchInlineSnapshot(`
      [
        "error key-rule edge.ts:11:1: basket decides by the header x-ledge-visitor, which behaviors[1] ('/shop/basket') forwards and does not have in the cache key: GET /shop/basket with the header x-ledge-visitor: "nobody" leads elsewhere than without it, and what comes first is stored for all. Write there \`cache: { headers: ['x-ledge-shown', 'x-ledge-visitor'] }\`, decide in viewer-request, or turn the cache off with \`cache: 'CachingDisabled'\`.",
        "error policy-lacks ledge.config.ts:7:11: behaviors[2] ('*') does not have in its cache key the header x-ledge-shown, which the carry shown needs: /shop/a/b.html comes there. Write \`cache: { headers: ['x-ledge-shown'] }\`.",
        "error policy-lacks ledge.config.ts:7:11: behaviors[2] ('*') does not forward the header x-ledge-visitor, which the carry visitor needs: /shop/basket/ comes there. Write \`originRequest: { headers: ['x-ledge-visitor'] }\`.",
      ]
    `)
  })

  test('access control is for viewer-request, whatever its name', async () => {
    const found = await problems({
      'edge.ts': `import { ledge } from 'ledge'
import { ipAllow } from 'ledge/recipes/ip-allow'
export const app = ledge()
app.originRequest('/admin', ipAllow({ allow: ['203.0.113.0/24'] }) as never)
app.originRequest('/office/hours', ipAllow({ allow: ['203.0.113.0/24'] }) as never)
`,
      ...config(`
        behaviors: [
          { path: '/office*', origin: 'site', cache: 'CachingDisabled' },
          { path: '*', origin: 'site' },
        ],`),
    })
    expect(found).toMatchInlineSnapshot(`
      [
        "error access-at-origin edge.ts:4:1: ipAllow is access control, and origin-request runs on cache misses only: once behaviors[1] ('*') has an answer in its cache, everybody gets it unasked. Register it at viewer-request, or turn the cache off there with \`cache: 'CachingDisabled'\`.",
      ]
    `)
  })
})

describe('in a distribution', () => {
  test('behaviors, triggers and patterns that take nothing', async () => {
    const found = await problems({
      'edge.ts': `import { ledge, redirect } from 'ledge'
export const app = ledge()
app.viewerRequest('/docs{/*rest}', function moved() { return redirect('https://docs.example.com/') })
app.viewerRequest('/docs/:page', function page(ctx, next) { return next() })
app.viewerRequest('/docsets', function sets(ctx, next) { return next() })
app.originRequest('/docs/old', function old(ctx, next) { return next() })
`,
      'api.ts': `import { ledge } from 'ledge'
export const app = ledge()
app.originRequest('/orders/:id', function orders(ctx, next) { return next() })
app.originRequest('/api/users/:id', function users(ctx, next) { return next() })
`,
      ...config(`
        behaviors: [
          { path: '/api/*', origin: 'site', app: './api.ts', cache: 'CachingDisabled' },
          { path: '/api/private/*', origin: 'site', app: './api.ts' },
          { path: '/images/*', origin: 'site', triggers: ['viewer-request', 'viewer-response'] },
          { path: '*', origin: 'site', triggers: ['viewer-request'], cloudFrontFunctions: ['viewer-response'] },
        ],`),
    })
    expect(found).toMatchInlineSnapshot(`
      [
        "error shadowed-behavior ledge.config.ts:6:13: behaviors[1] ('/api/private/*') never takes a request: CloudFront takes the first behavior that matches, and those before it match all of its paths. Move it up.",
        "error both-kinds ledge.config.ts:8:70: behaviors[3] ('*') has a CloudFront Function at viewer-response and would get a function of Lambda@Edge at viewer-request. CloudFront refuses both kinds on the viewer events of one behavior. Move what the CloudFront Function does into the app, or leave the viewer triggers out here: \`triggers: ['origin-request', 'origin-response']\`.",
        "warning idle-function ledge.config.ts:7:59: behaviors[2].triggers names viewer-request, but no step of it matches a path of '/images/*': the function would cost and do nothing. Leave it out, or look at the paths of its steps.",
        "warning idle-function ledge.config.ts:7:77: behaviors[2].triggers names viewer-response, but './edge.ts' has no step there. Leave it out, or register one.",
        "warning unreachable-route api.ts:3:1: orders never runs: none of the behaviors that have './api.ts' ('/api/*', '/api/private/*') takes a path that it matches. The uri keeps what the behavior was chosen by: write '/api/orders/:id', or mount the app under that.",
        "warning unreachable-route edge.ts:6:1: old never runs: behaviors[3] ('*') has the paths that it matches, and leaves out origin-request in its \`triggers\`. Add it there.",
        "warning shadowed-route edge.ts:4:1: page never runs: moved before it answers every request that it is for. Register it first, or give the other a narrower match.",
      ]
    `)
  })

  test('the same in order has nothing', async () => {
    const found = await problems({
      'edge.ts': `import { ledge, redirect } from 'ledge'
export const app = ledge()
app.viewerRequest('/docs/:page', function page(ctx, next) { return next() })
app.viewerRequest('/docs{/*rest}', function moved() { return redirect('https://docs.example.com/') })
app.viewerRequest({ path: '/shop{/*rest}', method: 'POST' }, function posts() { return redirect('/') })
app.viewerRequest('/shop/:page', function shop(ctx, next) { return next() })
`,
      'api.ts': `import { ledge } from 'ledge'
export const app = ledge()
app.originRequest('/api/orders/:id', function orders(ctx, next) { return next() })
`,
      ...config(`
        behaviors: [
          { path: '/API/*', origin: 'site' },
          { path: '/api/*', origin: 'site', app: './api.ts', cloudFrontFunctions: ['viewer-request'] },
          { path: '*', origin: 'site', triggers: ['viewer-request'] },
        ],`),
    })
    expect(found).toEqual([])
  })

  test('policies that cannot be, and settings that may not', async () => {
    vi.useFakeTimers({ toFake: ['Date'], now: new Date('2027-02-01') })
    const names = Array.from({ length: 11 }, (_, i) => `'p${i}'`).join(', ')
    const found = await problems({
      'edge.ts': `import { ledge, withNeeds } from 'ledge'
export const app = ledge()
app.viewerRequest('/a', withNeeds<'viewer-request'>(
  { forward: { headers: ['Authorization'] }, cacheKey: { headers: ['CloudFront-Viewer-ASN'] } },
  function asks(ctx, next) { return next() },
))
app.viewerResponse(function secures(ctx, next) {
  ctx.response.headers.set('strict-transport-security', 'max-age=63072000')
  ctx.response.headers.set('x-served-by', 'edge')
  return next()
})
`,
      ...config(`
        runtime: 'nodejs22.x',
        behaviors: [{ path: '*', origin: 'site', cache: { query: [${names}] } }],
        functions: { 'viewer-request': { memory: 256, timeout: 10 }, 'origin-request': { memory: 512 } },`),
    })
    expect(found).toMatchInlineSnapshot(`
      [
        "error policy-refuses edge.ts:3:1: asks needs CloudFront-Viewer-ASN in the cache key, which CloudFront takes in an origin request policy only. Decide by it in a behavior that is not cached: \`cache: 'CachingDisabled'\`.",
        "error policy-refuses edge.ts:3:1: asks needs Authorization forwarded, which CloudFront refuses in the list of an origin request policy. Write in behaviors[0] ('*') \`cache: { headers: ['Authorization'] }\`, which gives each token entries of its own, or \`originRequest: 'AllViewer'\`.",
        "warning policy-too-long ledge.config.ts:5:59: behaviors[0].cache.query has 11 names. AWS takes 10 in a policy, unless it has raised that quota for you. Leave out what nothing needs, or fold several into one header in viewer-request.",
        "warning misses-errors edge.ts:7:1: secures sets headers in viewer-response, which CloudFront does not run for every response: errors of the origin have no strict-transport-security: set it in origin-response, too.",
        "warning runtime-ends ledge.config.ts:4:9: nodejs22.x is deprecated from 2027-04-30 on: soon after, Lambda makes no new functions with it, and then changes none. Write \`runtime: 'nodejs24.x'\`.",
        "warning old-limit ledge.config.ts:6:42: functions['viewer-request'].memory is 256 MB. AWS's newest page on quotas allows it, its other pages 128 MB in viewer triggers; a deployment tells. Every request waits for this function.",
        "warning old-limit ledge.config.ts:6:55: functions['viewer-request'].timeout is 10 s. AWS's newest page on quotas allows it, its other pages 5 s in viewer triggers; a deployment tells. Every request waits for this function.",
      ]
    `)
  })

  test('headers that are set for errors and answers, too, miss nothing', async () => {
    const found = await problems({
      'edge.ts': `import { ledge, text, type WritableHeaders } from 'ledge'
export const app = ledge()
const secure = (headers: WritableHeaders<'viewer-response'>) => headers.set('x-frame-options', 'DENY')
app.viewerRequest('/health', () => text('fine'))
app.originResponse((ctx, next) => { secure(ctx.response.headers); return next() })
app.viewerResponse((ctx, next) => { secure(ctx.response.headers); return next() })
app.onReply((reply) => secure(reply.headers))
`,
    })
    expect(found).toEqual([])
  })
})

describe('what keeps a build from working', () => {
  test('is a problem of the check, beside those of another app', async () => {
    const found = await problems({
      'edge.ts': `import { ledge } from 'ledge'
export const app = ledge()
app.viewerRequest('/a', function breaks(ctx, next) { ctx.request.headers.delete('host' as never); return next() })
`,
      'api.ts': 'export const nothing = 1\n',
      ...config(`
        behaviors: [{ path: '/api/*', origin: 'site', app: './api.ts' }, { path: '*', origin: 'site' }],`),
    })
    expect(found).toMatchInlineSnapshot(`
      [
        "error no-app Expected './api.ts' to export \`app\`, made by ledge(), got nothing. Write \`export const app = ledge()\`.",
        "error breaks-rule edge.ts:3:1: breaks breaks the rule header-read-only on GET /a: Lambda function result failed validation, the function tried to delete read-only header, headerName : Host. Leave the header as the event has it: a response built anew in a response trigger must take it over, a reply in a request trigger must not have it. https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/edge-function-restrictions-all.html",
      ]
    `)
  })

  test('an unknown stage', async () => {
    const root = project({ 'edge.ts': '' })
    const { problems: found, checked } = await check({
      config: await loadConfig(root),
      stage: 'prod',
    })
    expect(found).toMatchObject([
      { severity: 'error', code: 'unknown-stage', message: /no stage 'prod'/ },
    ])
    expect(checked.apps).toBe(0)
  })
})

function config(options: string): Record<string, string> {
  return {
    'ledge.config.ts': `import { defineConfig, folder, http } from 'ledge/config'
export default defineConfig({
${options}
})
`,
  }
}

/** Each in one line: how bad, which, where and what. */
async function problems(files: Readonly<Record<string, string>>): Promise<string[]> {
  const { problems: found } = await check({ config: await loadConfig(project(files)) })
  return found.map((problem) => {
    const [line] = formatProblem(problem).split('\n')
    return `${problem.severity} ${problem.code} ${line}`
  })
}
