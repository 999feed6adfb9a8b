import { describe, expect, test } from 'vitest'
import { buildFunction } from '../../src/build/build-function.js'
import { surveyApp } from '../../src/build/index.js'
import type { CloudFrontResult, Handler, Trigger } from '../../src/event.js'
import { viewerRequestWithBody } from '../fixtures/events.js'
import { load, project } from './project.js'

/** By part, what is in the path of its module. */
const places: Readonly<Record<string, string>> = {
  query: '/message/query.',
  'query-list': '/message/query-list.',
  body: '/message/body.',
  'set-cookies': '/message/set-cookies.',
  'cookie-edits': '/message/cookie-edits.',
  signature: '/message/signature.',
  match: '/pipeline/match.',
  recipes: '/pipeline/recipes.',
  mount: '/pipeline/mount.',
  'reply-hooks': '/pipeline/reply-hooks.',
  'error-hooks': '/pipeline/error-hooks.',
  inspection: '/pipeline/inspection.',
  listing: '/pipeline/listing.',
  'non-canonical': '/pipeline/non-canonical.',
  patterns: 'node_modules/path-to-regexp/',
}

/** The function of an app with these statements, and the modules of Ledge in it. */
async function built(code: string, trigger: Trigger = 'viewer-request') {
  const root = project({
    // A project may have imports of the same names, for itself.
    'package.json': JSON.stringify({ type: 'module', imports: { '#match': './own.ts' } }),
    'own.ts': `export default 'own'`,
    'edge.ts': `import { createCarry, createKey, fromHandler, ledge, signedCookies, text, when } from 'ledge'
      import { notFoundFor } from './kit.js'
      import own from '#match'
      export const app = ledge()
      ${code}`,
    'kit.ts': `import { text } from 'ledge'
      export const notFoundFor = (name: 'query' | 'cookies') => (ctx) => text(String(ctx.request[name].get('size')))`,
  })
  const environment = { values: {}, stagesWith: () => [] }
  const survey = await surveyApp({ root, file: 'edge.ts', node: 24, environment })
  const { bundle, problems } = await buildFunction(survey, trigger, '', { memory: 128, timeout: 5 })
  const { handler } = (await load(root, bundle.code)) as { handler: Handler }
  return {
    problems,
    parts: Object.keys(places).filter((part) =>
      bundle.modules.some(({ path }) => path.includes(places[part]!)),
    ),
    answer: (uri: string): Promise<CloudFrontResult> =>
      handler(viewerRequestWithBody({ uri, querystring: 'size=42' })),
  }
}

describe('a bundle has the parts of Ledge that its code names', () => {
  test.each<[code: string, parts: string[], body: string]>([
    [`app.viewerRequest(() => text('plain'))`, [], 'plain'],
    [`app.viewerRequest(() => text(own))`, [], 'own'],
    [`app.viewerRequest('/a/:b{/*rest}', (ctx) => text(ctx.params.b))`, [], 'x'],
    [`app.viewerRequest((ctx) => text(ctx.request.query.get('size')))`, ['query'], '42'],
    [
      `app.viewerRequest(({ request: { query } }) => text(query.get('size')))`,
      ['query', 'query-list'],
      '42',
    ],
    [`app.viewerRequest(notFoundFor('query'))`, ['query', 'query-list'], '42'],
    [
      `app.viewerRequest((ctx) => text(ctx.request.query.getAll('size').join()))`,
      ['query', 'query-list'],
      '42',
    ],
    [
      `app.viewerRequest((ctx) => { ctx.request.query.delete('size'); return text(ctx.request.querystring) })`,
      ['query'],
      '',
    ],
    [
      `app.viewerRequest((ctx) => { ctx.request.query.set('size', 43); return text(ctx.request.querystring) })`,
      ['query', 'query-list'],
      'size=43',
    ],
    [
      `const size = createCarry('size')
       app.use(size)
       app.viewerRequest((ctx) => { size.set(ctx, 42); return text(String(size.get(ctx))) })`,
      ['recipes'],
      '42',
    ],
    [
      `const size = createCarry('size', { ['sec' + 'ret']: '0123456789abcdef' })
       app.use(size)
       app.viewerRequest((ctx) => { size.set(ctx, 42); return text(String(size.get(ctx))) })`,
      ['signature', 'recipes'],
      '42',
    ],
    [`app.viewerRequest((ctx) => text(ctx.request.body.text()))`, ['body'], 'name=Ada&colour=blue'],
    [
      `const signed = signedCookies('0123456789abcdef')
       app.viewerRequest((ctx) => { const reply = text('signed'); signed.set(reply, 'a', 'b'); return reply })`,
      ['set-cookies', 'signature'],
      'signed',
    ],
    [
      `app.viewerRequest((ctx) => { const reply = text('set'); reply.cookies.set('a', 'b'); return reply })`,
      ['set-cookies'],
      'set',
    ],
    [
      `app.viewerRequest((ctx) => { const answer = text('set'); answer.cookies.set('a', 'b'); return answer })`,
      ['set-cookies', 'cookie-edits'],
      'set',
    ],
    [`app.viewerRequest(() => text(app.triggers().join()))`, ['listing'], 'viewer-request'],
    [
      `app.viewerRequest(when({ path: '/a/x.:ext' }, () => text('no')))
       app.viewerRequest('/a/x-:y.html', () => text('no'))
       app.viewerRequest(() => text('patterns'))`,
      ['match', 'patterns'],
      'patterns',
    ],
    [
      `app.viewerRequest(({ request }) => text(request.cookies.get('theme') + request.cookies.has('b')))`,
      [],
      'darkfalse',
    ],
    [
      `app.viewerRequest(({ request: { cookies } }) => { cookies.set('b', '1'); return text(cookies.get('b')) })`,
      ['set-cookies', 'cookie-edits'],
      '1',
    ],
    [`app.viewerRequest({ method: 'POST' }, () => text('posted'))`, ['match'], 'posted'],
    [
      `const plugins = [(a) => a.viewerRequest({ method: 'POST' }, () => text('plugged in'))]
       for (const plugin of plugins) { try { plugin(app) } catch { console.error('lost') } }
       app.viewerRequest(() => text('lost'))`,
      ['match'],
      'plugged in',
    ],
    [
      `app.viewerRequest((ctx, next) => when({ path: '/*rest/x' }, () => text('late test'))(ctx, next))`,
      ['match', 'patterns'],
      'late test',
    ],
    [
      `app.viewerRequest((ctx) => {
         const child = ledge().viewerRequest({ method: 'POST', path: '/*rest/x' }, () => text('late app'))
         return fromHandler(child.handler('viewer-request'))(ctx, () => {})
       })`,
      ['match', 'inspection', 'patterns'],
      'late app',
    ],
    [
      `const key = ['me', 'thod'].join('')
       app.viewerRequest({ [key]: 'POST' }, () => text('computed'))`,
      ['match'],
      'computed',
    ],
    [
      `const child = ledge()
       child.viewerRequest(() => text('mounted'))
       app.mount('/a', child)`,
      ['mount'],
      'mounted',
    ],
    [`app.use({ name: 'part', viewerRequest: () => text('used') })`, ['recipes'], 'used'],
    [
      `app.viewerRequest(() => { throw new Error() })
       app.onError(() => text('hooked'))`,
      ['error-hooks'],
      'hooked',
    ],
    [
      `app.originRequest((ctx, next) => { ctx.request.query.sort(); return next() })
       app.viewerRequest(() => text('other trigger'))`,
      [],
      'other trigger',
    ],
  ])('%s', async (code, parts, body) => {
    const result = await built(code)
    expect(result.problems).toEqual([])
    expect(result.parts).toEqual(parts)
    expect(await result.answer('/a/x')).toMatchObject({ body })
  })
})
