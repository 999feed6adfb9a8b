import { mkdtempSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterAll, describe, expect, inject, test } from 'vitest'
import type { Trigger } from '../../src/event.js'
import { type Bundle, bundle } from './bundle.js'

// Router, cookies, replies, rewrites.
const typical = `
    import { ledge, redirect, text } from 'ledge'
    export const app = ledge()
    app.viewerRequest('/old/:slug', (ctx) => redirect('/new/' + ctx.params.slug, 301))
    app.viewerRequest('/account{/*rest}', (ctx, next) =>
      ctx.request.cookies.has('session') ? next() : text('Please sign in', 401))
    app.viewerRequest('/images/:size/:name', (ctx, next) => {
      ctx.request.headers.set('x-size', ctx.params.size)
      return next()
    })
    app.viewerRequest((ctx, next) => {
      if (ctx.request.cookies.get('ab') === 'b') ctx.request.uri = '/b' + ctx.request.uri
      ctx.request.headers.delete('x-debug')
      return next()
    })`

const apps = {
  'one header': `
    import { ledge } from 'ledge'
    const app = ledge()
    app.viewerRequest((ctx, next) => {
      ctx.request.headers.set('x-edge', '1')
      return next()
    })
    export const handler = app.handler('viewer-request')`,

  typical: `${typical}
    export const handler = app.handler('viewer-request')`,

  // The same, and a cookie is set.
  'typical with a sign-in': `${typical}
    app.viewerRequest('/login', () => {
      const reply = redirect('/')
      reply.cookies.set('session', 'new', { secure: true, httpOnly: true })
      return reply
    })
    export const handler = app.handler('viewer-request')`,

  'security headers': `
    import { ledge } from 'ledge'
    const app = ledge()
    app.viewerResponse((ctx, next) => {
      ctx.response.headers.set('x-content-type-options', 'nosniff')
      return next()
    })
    export const handler = app.handler('viewer-response')`,

  'another origin': `
    import { ledge } from 'ledge'
    const app = ledge()
    app.originRequest('/api/*rest', (ctx, next) => {
      ctx.request.origin.useCustom({ domainName: 'api.example.com' })
      return next()
    })
    export const handler = app.handler('origin-request')`,

  'signed cookies': `
    import { ledge, redirect, signedCookies } from 'ledge'
    const app = ledge()
    const signed = signedCookies('0123456789abcdef0123456789abcdef')
    app.viewerRequest((ctx, next) =>
      signed.get(ctx, 'user') === undefined ? redirect('/login') : next())
    export const handler = app.handler('viewer-request')`,

  'everything there is': `export * from 'ledge'`,
} as const

type App = keyof typeof apps

const sizes: Record<string, { minified: number; gzip: number; ceiling: number }> = {}

afterAll(() => console.table(sizes))

// Bytes, minified and gzipped, the libraries included. Raise a ceiling with a reason only; lower it when
// the code gets smaller.
describe('an app is small', () => {
  test.each<[app: App, trigger: Trigger | 'all triggers', ceiling: number]>([
    ['one header', 'viewer-request', 11_400],
    ['typical', 'viewer-request', 11_700],
    ['typical with a sign-in', 'viewer-request', 11_800],
    ['typical', 'all triggers', 14_300],
    ['signed cookies', 'viewer-request', 12_000],
    ['another origin', 'origin-request', 13_500],
    ['security headers', 'viewer-response', 11_600],
    ['everything there is', 'all triggers', 17_800],
  ])('%s, for %s', async (app, trigger, ceiling) => {
    const { code, bytes } = await deploy(app, trigger)
    sizes[`${app}, ${trigger}`] = { minified: code.length, gzip: bytes, ceiling }
    expect(bytes).toBeLessThanOrEqual(ceiling)
  })
})

// What the build leaves out, esbuild alone cannot.
describe('an app is smaller still where the build makes it', () => {
  test.each<[app: App, ceiling: number]>([
    ['typical', 7600],
    ['typical with a sign-in', 8500],
  ])('%s', async (app, ceiling) => {
    const root = mkdtempSync(join(inject('user'), 'sized-'))
    writeFileSync(join(root, 'edge.js'), apps[app])
    const { build, resolveConfig }: typeof import('../../src/build/index.js') = await import(
      pathToFileURL(join(inject('user'), 'node_modules/ledge/dist/src/build/index.js')).href
    )
    const { functions } = await build({ config: resolveConfig({ app: './edge.js' }, { root }) })
    const { minified, gzip } = functions[0]!.bytes
    sizes[`${app}, built`] = { minified, gzip, ceiling }
    expect(gzip).toBeLessThanOrEqual(ceiling)
  })
})

describe('what an app does not use is not in its bundle', () => {
  test.each<[text: string, app: App, trigger: Trigger | 'all triggers']>([
    // signed cookies
    ['createHmac', 'typical', 'all triggers'],
    // bridges
    ['new Request', 'typical', 'all triggers'],
    // what belongs to other triggers
    ['useCustom', 'typical', 'viewer-request'],
    ['cloudfront-viewer-', 'typical', 'viewer-request'],
    ['readTimeout', 'security headers', 'viewer-response'],
  ])('%s: %s, for %s', async (text, app, trigger) => {
    expect((await deploy('everything there is', 'all triggers')).code).toContain(text)
    expect((await deploy(app, trigger)).code).not.toContain(text)
  })
})

function deploy(app: App, trigger: Trigger | 'all triggers'): Promise<Bundle> {
  return bundle(apps[app], 'ledge-deploy', `ledge-${trigger}`)
}
