import { describe, expect, test } from 'vitest'
import { buildFunction } from '../../src/build/build-function.js'
import { surveyApp } from '../../src/build/index.js'
import type { CloudFrontResult, Handler, Trigger } from '../../src/event.js'
import { viewerRequestWithBody } from '../fixtures/events.js'
import { load, project } from './project.js'

/** The function of an app with these statements, and the modules of Ledge in it. */
async function built(code: string, trigger: Trigger = 'viewer-request') {
  const root = project({
    'edge.ts': `import { createKey, ledge, signedCookies, text, when } from 'ledge'
      import { notFoundFor } from './kit.js'
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
    parts: ['query', 'body', 'set-cookies', 'path-to-regexp'].filter((part) =>
      bundle.modules.some(({ path }) =>
        part === 'path-to-regexp'
          ? path.includes('node_modules/path-to-regexp/')
          : path.endsWith(`/message/${part}.ts`),
      ),
    ),
    answer: (uri: string): Promise<CloudFrontResult> =>
      handler(viewerRequestWithBody({ uri, querystring: 'size=42' })),
  }
}

describe('a bundle has the parts of Ledge that its code names', () => {
  test.each<[code: string, parts: string[], body: string]>([
    [`app.viewerRequest(() => text('plain'))`, [], 'plain'],
    [`app.viewerRequest('/a/:b{/*rest}', (ctx) => text(ctx.params.b))`, [], 'x'],
    [`app.viewerRequest((ctx) => text(ctx.request.query.get('size')))`, ['query'], '42'],
    [`app.viewerRequest(({ request: { query } }) => text(query.get('size')))`, ['query'], '42'],
    [`app.viewerRequest(notFoundFor('query'))`, ['query'], '42'],
    [`app.viewerRequest((ctx) => text(ctx.request.body.text()))`, ['body'], 'name=Ada&colour=blue'],
    [
      `const signed = signedCookies('0123456789abcdef')
       app.viewerRequest((ctx) => { const reply = text('signed'); signed.set(reply, 'a', 'b'); return reply })`,
      ['set-cookies'],
      'signed',
    ],
    [
      `app.viewerRequest((ctx) => { const reply = text('set'); reply.cookies.set('a', 'b'); return reply })`,
      ['set-cookies'],
      'set',
    ],
    [
      `app.viewerRequest(when({ path: '/a/x.:ext' }, () => text('no')))
       app.viewerRequest('/a/x-:y.html', () => text('no'))
       app.viewerRequest(() => text('patterns'))`,
      ['path-to-regexp'],
      'patterns',
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
