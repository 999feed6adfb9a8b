import { describe, expect, test } from 'vitest'
import { bundleTrigger, type Survey, surveyApp } from '../../src/build/index.js'
import type { Trigger } from '../../src/event.js'
import { project } from './project.js'

type Files = Readonly<Record<string, string>>

/** A heavy package without a word on side effects, as most are. */
const heavy: Files = {
  'node_modules/heavy/index.js': `
    globalThis.loaded = 'HEAVY'
    exports.Client = class { constructor(options) { this.options = options } }`,
}

const images = `
  import { ledge } from 'ledge'
  import { deviceImages } from 'ledge/recipes/device-images'
  const images = deviceImages({ widths: [480] })
  export const app = ledge().viewerRequest(images).originResponse(images)`

interface Case {
  readonly name: string
  readonly files: Files
  readonly trigger: Trigger
  readonly holds?: readonly string[]
  readonly lacks?: readonly string[]
}

const cases: readonly Case[] = [
  {
    name: 'registrations of other triggers go, chained or not',
    files: {
      'edge.ts': `
        import { ledge } from 'ledge'
        export const app = ledge().originRequest((ctx, next) => next('CHAINED'))
        app.viewerResponse((ctx, next) => next('VIEWER')).originRequest((ctx, next) => next('ORIGIN'))
        app.viewerRequest((ctx, next) => next('OWN'))`,
    },
    trigger: 'viewer-request',
    holds: ['OWN'],
    lacks: ['CHAINED', 'VIEWER', 'ORIGIN'],
  },
  {
    name: 'whatever the app is called, and wherever it is passed',
    files: {
      'edge.ts': `
        import { ledge as make } from 'ledge'
        import { register } from './register.js'
        const server = make()
        register({ server })
        for (const each of [server]) each.originResponse((ctx, next) => next('LOOP'))
        class Site { #app = server; start() { this.#app.originRequest((ctx, next) => next('CLASS')) } }
        new Site().start()
        export { server as app }`,
      'register.js': `
        export function register(parts) {
          parts.server.viewerRequest((ctx, next) => next('OWN'))
          parts['server']['viewerResponse']((ctx, next) => next('MEMBER'))
        }`,
    },
    trigger: 'viewer-request',
    holds: ['OWN'],
    lacks: ['LOOP', 'CLASS', 'MEMBER'],
  },
  {
    name: 'what a recipe does in other triggers goes, where it asks for the trigger',
    files: { 'edge.ts': images },
    trigger: 'viewer-request',
    holds: ['Sec-CH-Width'],
    lacks: ['accept-ch'],
  },
  {
    name: 'and is in theirs',
    files: { 'edge.ts': images },
    trigger: 'origin-response',
    holds: ['accept-ch'],
  },
  {
    name: 'what a project does by a trigger stays: it may be that of anything',
    files: {
      'edge.ts': `
        import { ledge } from 'ledge'
        const order = { trigger: ['origin', 'request'].join('-') }
        export const app = ledge().viewerRequest(function step(ctx, next) {
          if (order.trigger === 'origin-request') ctx.request.headers.set('x-own', 'OWN')
          return next()
        })`,
    },
    trigger: 'viewer-request',
    holds: ['OWN'],
  },
  {
    name: 'what other objects have under the same names stays',
    files: {
      'edge.ts': `
        import { ledge } from 'ledge'
        const client = { originRequest: (name: string) => ({ name }), use: (name: string) => name }
        export const app = ledge()
        const both = [app, client] as { originRequest(x: unknown): unknown }[]
        for (const each of both) each.originRequest((ctx, next) => next('BOTH'))
        const { name } = client.originRequest('CALLED')
        app.viewerRequest((ctx, next) => next(name + client.use('USED')))`,
    },
    trigger: 'viewer-request',
    holds: ['BOTH', 'CALLED', 'USED'],
  },
  {
    name: 'packages go with the code that used them, and so do the values made of them',
    files: {
      ...heavy,
      'edge.ts': `
        import { ledge } from 'ledge'
        import { Client } from 'heavy'
        import options from './options.json' with { type: 'json' }
        const client = new Client(options.origin.name)
        const ask = () => client.options
        export const app = ledge()
        app.originRequest((ctx, next) => next(ask()))
        app.viewerRequest((ctx, next) => next('OWN'))`,
      'options.json': '{ "origin": { "name": "OPTIONS" } }',
    },
    trigger: 'viewer-request',
    holds: ['OWN'],
    lacks: ['HEAVY', 'OPTIONS'],
  },
  {
    name: 'a value that other triggers import goes from a file that this one needs, too',
    files: {
      ...heavy,
      'edge.ts': `
        import { ledge } from 'ledge'
        import { client, greeting } from './kit.js'
        export const app = ledge()
        app.originRequest((ctx, next) => next(client.options))
        app.viewerRequest((ctx, next) => next(greeting))`,
      'kit.ts': `
        import { Client } from 'heavy'
        export const client = new Client('MADE')
        export const greeting = ['GREETING'].join()`,
    },
    trigger: 'viewer-request',
    holds: ['GREETING'],
    lacks: ['HEAVY', 'MADE'],
  },
  {
    name: 'a package that this trigger uses stays, with the value made of it',
    files: {
      ...heavy,
      'edge.ts': `
        import { ledge } from 'ledge'
        import { Client } from 'heavy'
        const client = new Client('MADE')
        export const app = ledge()
        app.viewerRequest((ctx, next) => next(client.options))`,
    },
    trigger: 'viewer-request',
    holds: ['HEAVY', 'MADE'],
  },
  {
    name: 'what is imported for what it does stays',
    files: {
      ...heavy,
      'edge.ts': `
        import { ledge } from 'ledge'
        import 'heavy'
        import './start.js'
        import { Client } from 'heavy'
        export const app = ledge()
        app.originRequest((ctx, next) => next(new Client()))
        app.viewerRequest((ctx, next) => next())`,
      'start.ts': `globalThis.started = 'STARTED'`,
    },
    trigger: 'viewer-request',
    holds: ['HEAVY', 'STARTED'],
  },
  {
    name: 'a value that nothing mentions stays: it is there for what making it does',
    files: {
      'edge.ts': `
        import { ledge } from 'ledge'
        const started = Object.assign(globalThis, { started: 'STARTED' })
        export const alsoStarted = Object.assign(globalThis, { also: 'ALSO' })
        export const app = ledge()
        app.viewerRequest((ctx, next) => next())`,
    },
    trigger: 'viewer-request',
    holds: ['STARTED', 'ALSO'],
  },
  {
    name: 'a value whose making registers something stays',
    files: {
      'edge.ts': `
        import { ledge, type App } from 'ledge'
        export const app = ledge()
        const registered = register(app)
        function register(app: App) {
          app.viewerRequest((ctx, next) => next('OWN'))
          return { originStep: (ctx, next) => next('OTHER') }
        }
        app.originRequest(registered.originStep)`,
    },
    trigger: 'viewer-request',
    holds: ['OWN'],
  },
  {
    name: 'the other parts of recipes go, wherever the recipe is from',
    files: {
      'edge.ts': `
        import * as l from 'ledge'
        import { stamp } from './stamp.js'
        import { packaged } from 'packaged'
        export const app = l.ledge()
        app.use('/a', stamp('OPTION'), packaged())
        app.use(l.defineRecipe({ name: 'here', viewerRequest: (ctx, next) => next('OWN-HERE'), ['originRequest']: (ctx, next) => next('OTHER-HERE') }))`,
      'stamp.ts': `
        import { defineRecipe as recipe } from 'ledge'
        export const stamp = (text: string) => recipe({
          name: 'stamp',
          async viewerRequest(ctx, next) { return next('OWN-STAMP' + text) },
          originResponse: (ctx, next) => next('OTHER-STAMP'),
          onReply() { 'REPLY' + text },
        })`,
      'node_modules/packaged/index.js': `
        import { defineRecipe } from 'ledge'
        export const packaged = () => defineRecipe({
          name: 'packaged',
          viewerRequest: (ctx, next) => next('OWN-PACKAGED'),
          viewerResponse: (ctx, next) => next('OTHER-PACKAGED'),
        })`,
      'node_modules/packaged/package.json':
        '{ "name": "packaged", "type": "module", "exports": "./index.js" }',
    },
    trigger: 'viewer-request',
    holds: ['OWN-HERE', 'OWN-STAMP', 'OWN-PACKAGED', 'OPTION'],
    lacks: ['OTHER-HERE', 'OTHER-STAMP', 'OTHER-PACKAGED'],
  },
  {
    name: 'a recipe without a part for this trigger is not used at all',
    files: {
      'edge.ts': `
        import { defineRecipe, ledge } from 'ledge'
        const late = (text: string) => defineRecipe({ name: 'late' + text, viewerResponse: (ctx, next) => next(text) })
        const early = (text: string) => defineRecipe({ name: 'early' + text, viewerRequest: (ctx, next) => next(text) })
        export const app = ledge()
        app.use(early('FIRST'), late('SECOND'), early('THIRD'), late('FOURTH'))
        app.use('/LATE-ONLY', late('FIFTH'))`,
    },
    trigger: 'viewer-request',
    holds: ['FIRST', 'THIRD'],
    lacks: ['SECOND', 'FOURTH', 'FIFTH', 'LATE-ONLY'],
  },
  {
    name: 'parts of a recipe that stand there on a condition go, too, and so do checks of options',
    files: {
      'edge.ts': `
        import { defineRecipe, ledge } from 'ledge'
        import { checkOptions } from 'ledge/recipe-kit'
        const stamp = (options: { late?: boolean }) => {
          checkOptions('stamp', options, { 'late?': ['true or CHECKED', Boolean] })
          return defineRecipe({
            name: 'stamp',
            viewerRequest: (ctx, next) => next('OWN'),
            ...(options.late && { viewerResponse: (ctx, next) => next('LATE') }),
            ...(options.late ? { originRequest: (ctx, next) => next('MISS') } : {}),
          })
        }
        export const app = ledge()
        app.use(stamp({ late: true }))`,
    },
    trigger: 'viewer-request',
    holds: ['OWN'],
    lacks: ['LATE', 'MISS'],
  },
  {
    name: 'a part of a recipe that is asked for by name stays',
    files: {
      'edge.ts': `
        import { defineRecipe, ledge } from 'ledge'
        const both = defineRecipe({
          name: 'both',
          viewerRequest: (ctx, next) => next('OWN'),
          originRequest: (ctx, next) => next('OTHER'),
        })
        export const app = ledge()
        app.viewerRequest((ctx, next) => both.originRequest(ctx, next))
        app.originRequest(both.viewerRequest)`,
    },
    trigger: 'viewer-request',
    holds: ['OTHER'],
  },
  {
    name: 'a carry is stripped in viewer-request although it has no part',
    files: {
      'edge.ts': `
        import { createCarry, defineRecipe, ledge } from 'ledge'
        const variant = createCarry('variant')
        export const app = ledge()
        app.use(defineRecipe({ name: 'b', carries: [variant], originRequest: (ctx, next) => next('OTHER') }))`,
    },
    trigger: 'viewer-request',
    holds: ['variant'],
    lacks: ['OTHER'],
  },
  {
    name: 'onReply and onError are for every trigger that replies',
    files: {
      'edge.ts': `
        import { ledge, text } from 'ledge'
        export const app = ledge()
        app.onReply((reply) => reply.headers.set('x-a', 'REPLY')).onError(() => text('ERROR', 500))
        app.originRequest((ctx, next) => next())
        app.viewerResponse((ctx, next) => next())`,
    },
    trigger: 'origin-request',
    holds: ['REPLY', 'ERROR'],
  },
  {
    name: 'viewer-response has no onReply',
    files: {
      'edge.ts': `
        import { ledge } from 'ledge'
        export const app = ledge()
        app.onReply((reply) => reply.headers.set('x-a', 'REPLY'))
        app.viewerRequest((ctx, next) => next())
        app.viewerResponse((ctx, next) => next('OWN'))`,
    },
    trigger: 'viewer-response',
    holds: ['OWN'],
    lacks: ['REPLY'],
  },
  {
    name: 'mounted apps are sliced, too',
    files: {
      'edge.ts': `
        import { ledge } from 'ledge'
        import { shop } from './shop.js'
        export const app = ledge()
        app.mount('/shop', shop)`,
      'shop.ts': `
        import { ledge } from 'ledge'
        export const shop = ledge()
        shop.viewerRequest('/old', (ctx, next) => next('OWN'))
        shop.originRequest((ctx, next) => next('OTHER'))`,
    },
    trigger: 'viewer-request',
    holds: ['OWN', '/shop'],
    lacks: ['OTHER'],
  },
  {
    name: 'handlers that the module exports are not made',
    files: {
      'edge.ts': `
        import { ledge } from 'ledge'
        export const app = ledge()
        app.viewerRequest((ctx, next) => next('OWN'))
        const stays = [(ctx, next) => next('OTHER')]
        app.originRequest(...stays)
        for (const name of ['viewerResponse']) app[name]((ctx, next) => next('KEPT'))
        export const { viewerRequest, originRequest: rest } = app.handlers()
        export const all = app.handlers()
        export const handler = app.handler('viewer-response')`,
    },
    trigger: 'viewer-request',
    holds: ['OWN', 'KEPT'],
    lacks: ['OTHER'],
  },
  {
    name: 'text files are texts',
    files: {
      'edge.ts': `
        import { html, ledge } from 'ledge'
        import page from './page.html'
        export const app = ledge()
        app.viewerRequest(() => html(page))`,
      'page.html': '<h1>PAGE</h1>',
    },
    trigger: 'viewer-request',
    holds: ['<h1>PAGE</h1>'],
  },
]

describe('what is in the bundle of a trigger', () => {
  test.each(cases)('$name', async ({ files, trigger, holds = [], lacks = [] }) => {
    const app = await survey(files)
    const { code } = await bundleTrigger(app, trigger)
    expect(holds.filter((text) => !code.includes(text))).toEqual([])
    expect(lacks.filter((text) => code.includes(text))).toEqual([])
    // What is not here is elsewhere, and so was taken out.
    const others = app.triggers.filter((other) => other !== trigger)
    const codes = await Promise.all(others.map((other) => bundleTrigger(app, other)))
    const elsewhere = codes.map(({ code }) => code).join()
    expect(lacks.filter((text) => !elsewhere.includes(text))).toEqual([])
  })
})

test('what is too dynamic to be taken apart stays, and is told with its place', async () => {
  const { kept } = await survey({
    'edge.ts': `import { defineRecipe, ledge } from 'ledge'
import { parts } from './parts.js'
export const app = ledge()
for (const name of ['viewerRequest', 'originRequest']) app[name]((ctx, next) => next())
app.use(...[parts()])
const { viewerResponse } = defineRecipe({ name: 'part', viewerResponse: (ctx, next) => next() })
if (viewerResponse) app.viewerResponse(viewerResponse)
`,
    'parts.ts': `import { defineRecipe, type Recipe } from 'ledge'
const all: Recipe = { name: 'all', viewerRequest: (ctx, next) => next() }
export const parts = () => defineRecipe(all)
`,
  })
  expect(kept.map(({ at, why }) => `${at.file}:${at.line}:${at.column} ${why}`)).toEqual([
    "edge.ts:4:56 the name of the app's method is computed",
    'edge.ts:5:1 the recipes come from a spread',
    'edge.ts:6:9 `viewerResponse` is read here, perhaps of a recipe: all recipes keep that part',
    'parts.ts:3:28 defineRecipe is given something else than an object literal',
  ])
})

test('an app and something else behind one call is told', async () => {
  const { kept } = await survey({
    'edge.ts': `import { ledge } from 'ledge'
export const app = ledge()
const log = { viewerRequest() {} }
for (const each of [app, log]) each.viewerRequest((ctx, next) => next())
`,
  })
  expect(kept).toMatchObject([
    { at: { line: 4 }, why: 'what `.viewerRequest` is called on is not always an app' },
  ])
})

function survey(files: Files): Promise<Survey> {
  const environment = { values: {}, stagesWith: () => [] }
  return surveyApp({ root: project(files), file: 'edge.ts', node: 22, environment })
}
