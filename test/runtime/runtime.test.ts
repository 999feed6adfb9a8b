import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { type BuildReport, build, loadConfig } from '../../src/build/index.js'
import type { Handler, Trigger } from '../../src/event.js'
import { eventsByTrigger, triggers } from '../build/example/events.js'
import { load, project } from '../build/project.js'
import { viewerRequest } from '../fixtures/events.js'
import { kept } from '../package/kept.js'
import { nodeOf } from '../package/node.js'
import { invoke, type Runtime } from './runtime-api.js'

// What runs the code at Lambda, from npm. Its older lines know no ES modules.
const client = found(() => join(kept('aws-lambda-ric@4'), 'aws-lambda-ric/index.mjs'))

let report: BuildReport
let root: string

beforeAll(async () => {
  root = project({
    'edge.ts': readFileSync(new URL('../build/example/edge.ts', import.meta.url), 'utf8'),
    'callback/index.mjs': 'export const handler = (event, context, callback) => callback(null, {})',
  })
  report = await build({ config: await loadConfig(root) })
})

// The client asks for Node.js 22 and more.
describe.each([22, 24])("under AWS's runtime client on Node.js %i", (major) => {
  const node = found(() => nodeOf(major))
  const missing = client.missing ?? node.missing
  const runtime = (folder: string): Runtime => ({
    node: node.path,
    client: client.path,
    taskRoot: folder,
  })
  const built = (trigger: Trigger): string => join(report.outDir, trigger)

  test.for(triggers)(
    'the function of %s answers as when it is called',
    async (trigger, { skip }) => {
      if (missing) skip(missing)
      const code = readFileSync(join(built(trigger), 'index.mjs'), 'utf8')
      const { handler } = (await load(root, code)) as { handler: Handler }
      // On other paths no variant is drawn, so that both calls give the same.
      const events = eventsByTrigger[trigger].filter(({ Records: [{ cf }] }) =>
        /^(?!\/checkout)/.test(cf.request.uri),
      )
      const wanted = await Promise.all(structuredClone(events).map((event) => handler(event)))
      const answers = await invoke(runtime(built(trigger)), events)
      expect(answers).toEqual(wanted.map((body) => ({ kind: 'response', body })))
    },
  )

  test('an event of another trigger is an error that says so', async ({ skip }) => {
    if (missing) skip(missing)
    expect(await invoke(runtime(built('origin-request')), [viewerRequest()])).toMatchObject([
      {
        kind: 'error',
        body: { errorMessage: expect.stringMatching(/^Expected an event of origin-request/) },
      },
    ])
  })

  test('a handler of three parameters is refused before it is called', async ({ skip }) => {
    if (missing) skip(missing)
    expect(await invoke(runtime(join(root, 'callback')), [viewerRequest()])).toMatchObject([
      { kind: 'init error', body: { errorType: 'Runtime.CallbackHandlerDeprecated' } },
    ])
  })
})

/** What npm gives, or why it gave nothing, which is then what a test is skipped for. */
function found(path: () => string): { path: string; missing?: string } {
  try {
    return { path: path() }
  } catch (cause) {
    console.warn(`The tests that need it are skipped: ${cause}`)
    return { path: '', missing: 'not here, and not from npm' }
  }
}
