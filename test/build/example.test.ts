import { execFileSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { bundleApp } from '../../src/build/app-bundle.js'
import { type BuildReport, build, loadConfig } from '../../src/build/index.js'
import { Sources } from '../../src/build/sources.js'
import type { CloudFrontResult, Trigger } from '../../src/event.js'
import { nodeOf } from '../package/node.js'
import { type ByTrigger, eventsByTrigger, triggers } from './example/events.js'
import { project } from './project.js'

// An app with steps of its own in three triggers and recipes that span all four, as users write them.
const edge = readFileSync(new URL('example/edge.ts', import.meta.url), 'utf8')

/** Some of what must come out, so that two empty results are not taken for the same. */
const expected: ByTrigger<readonly object[]> = {
  'viewer-request': [
    { uri: '/shoes/red.html' },
    {
      status: '301',
      headers: {
        location: [{ value: '/new/shoes' }],
        'x-frame-options': [{ value: 'SAMEORIGIN' }],
      },
    },
    { uri: '/checkout', headers: { 'x-ledge-ab-checkout': [{ value: 'b' }] } },
    { querystring: 'step=2' },
    { uri: '/images/shoes/red.960.avif' },
    { headers: { host: [{ value: 'shop.example' }] } },
    { method: 'POST' },
  ],
  'origin-request': [
    { origin: { custom: { domainName: 'www.shop.example' } } },
    { origin: { custom: { domainName: 'api.example.com' } } },
    { headers: { host: [{ value: 'api.example.com' }] } },
  ],
  'origin-response': [
    { headers: { 'x-content-type-options': [{ value: 'nosniff' }] } },
    { headers: { 'content-type': [{ value: 'image/avif' }], 'x-frame-options': [{}] } },
    { status: '500', headers: { 'transfer-encoding': [{ value: 'chunked' }] } },
  ],
  'viewer-response': [{ headers: { 'x-served-by': [{ value: 'edge' }] } }, { status: '404' }],
}

/** Gives each event to the function and to the whole app. Both draw the same lot. */
const probe = `import { readFileSync } from 'node:fs'
import { app } from './whole.mjs'
Math.random = () => 0.95
const results = { version: process.version, arity: {}, sliced: {}, whole: {} }
for (const [trigger, events] of Object.entries(JSON.parse(readFileSync(0, 'utf8')))) {
  const { handler } = await import('./.ledge/build/' + trigger + '/index.mjs')
  const give = (handler) => Promise.all(structuredClone(events).map((event) => handler(event)))
  results.arity[trigger] = handler.length
  results.sliced[trigger] = await give(handler)
  results.whole[trigger] = await give(app.handler(trigger))
}
process.stdout.write(JSON.stringify(results))
`

interface Results {
  readonly version: string
  readonly arity: ByTrigger<number>
  readonly sliced: ByTrigger<readonly CloudFrontResult[]>
  readonly whole: ByTrigger<readonly CloudFrontResult[]>
}

let root: string
let report: BuildReport
const codeOf = (trigger: Trigger): string =>
  readFileSync(join(report.outDir, trigger, 'index.mjs'), 'utf8')

beforeAll(async () => {
  root = project({ 'edge.ts': edge })
  report = await build({ config: await loadConfig(root) })
  const app = { root, file: 'edge.ts', node: 24, environment: { values: {}, stagesWith: () => [] } }
  writeFileSync(join(root, 'whole.mjs'), (await bundleApp(app, new Sources(root))).code)
})

test('every trigger has a function, and nothing had to be kept', () => {
  expect(report.functions.map(({ name }) => name)).toEqual(triggers)
  expect(report.kept).toEqual([])
  expect(report.warnings).toEqual([])
})

describe('the function of viewer-request', () => {
  // What the app, its recipes and Ledge itself have in their code for the other triggers.
  test.each<[text: string, trigger: Trigger]>([
    ['api.example.com', 'origin-request'],
    ['useCustom', 'origin-request'],
    ['customHeaders', 'origin-request'],
    ['smarttv', 'origin-request'],
    ['metro-code', 'origin-response'],
    ['x-served-by', 'viewer-response'],
  ])('does not hold %s, which is in that of %s', (text, trigger) => {
    expect(codeOf(trigger)).toContain(text)
    expect(codeOf('viewer-request')).not.toContain(text)
  })
})

// Bytes, minified and gzip. The functions of the origin's side go by much fewer requests; raise a
// ceiling with a reason only.
test.each<[trigger: Trigger, ceiling: number]>([
  ['viewer-request', 12_000],
  ['origin-request', 12_700],
  ['origin-response', 11_350],
  ['viewer-response', 10_150],
])('the function of %s has at most %i bytes', (trigger, ceiling) => {
  const { bytes } = report.functions.find(({ name }) => name === trigger)!
  expect(bytes.gzip).toBeLessThanOrEqual(ceiling)
})

describe.each([20, 22, 24])('on Node.js %i', (major) => {
  test('each function gives what the whole app gives', ({ skip }) => {
    let node = ''
    try {
      node = nodeOf(major)
    } catch (cause) {
      skip(`no Node.js ${major} here, and none from npm: ${cause}`)
    }
    writeFileSync(join(root, 'probe.mjs'), probe)
    const input = JSON.stringify(
      Object.fromEntries(triggers.map((trigger) => [trigger, eventsByTrigger[trigger]])),
    )
    const stdout = execFileSync(node, ['probe.mjs'], { cwd: root, encoding: 'utf8', input })
    const { sliced, whole, version, arity }: Results = JSON.parse(stdout)
    expect(version).toMatch(new RegExp(`^v${major}\\.`))
    // Node.js 24 on Lambda takes a third parameter for a callback, and refuses the function.
    expect(Object.values(arity).filter((count) => count > 2)).toEqual([])
    expect(sliced).toEqual(whole)
    for (const [trigger, wanted] of Object.entries(expected)) {
      expect(sliced[trigger as Trigger]).toMatchObject(wanted)
    }
  })
})
