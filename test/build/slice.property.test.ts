import fc from 'fast-check'
import { expect, test, vi } from 'vitest'
import type { App } from '../../src/app.js'
import { bundleApp } from '../../src/build/app-bundle.js'
import { buildFunction } from '../../src/build/build-function.js'
import { bundleTrigger, ProjectError, surveyApp } from '../../src/build/index.js'
import { Sources } from '../../src/build/sources.js'
import type { CloudFrontEvent, Handler, Trigger } from '../../src/event.js'
import * as events from '../fixtures/events.js'
import { load, project } from './project.js'
import { randomApp } from './random-app.js'

const paths = ['/', '/a', '/a/7', '/b/x/y', '/c', '/other']

const eventsOf: Record<Trigger, (uri: string) => CloudFrontEvent> = {
  'viewer-request': (uri) => events.viewerRequest({ uri }),
  'origin-request': (uri) => events.originRequestCustom({ uri }),
  'origin-response': (uri) => withPath(events.originResponse(), uri),
  'viewer-response': (uri) => withPath(events.viewerResponse(), uri),
}

test('a slice does for its trigger what the whole app does, and holds nothing of the others', async () => {
  vi.spyOn(console, 'error').mockReturnValue()
  await fc.assert(
    fc.asyncProperty(randomApp, fc.boolean(), async ({ files, marks }, minify) => {
      const root = project(files)
      const app = { root, file: 'edge.ts', node: 20, environment }
      const whole = (await load(root, (await bundleApp(app, new Sources(root))).code)) as {
        app: App
      }
      const survey = await surveyApp(app).catch(nothingToBuild)
      for (const trigger of survey?.triggers ?? []) {
        const { code } = minify
          ? (await buildFunction(survey!, trigger, '', { memory: 128, timeout: 5 })).bundle
          : await bundleTrigger(survey!, trigger, { minify })
        const slice = (await load(root, code)) as { handler: Handler }
        for (const path of paths) {
          expect(await slice.handler(eventsOf[trigger](path))).toEqual(
            await whole.app.handler(trigger)(eventsOf[trigger](path)),
          )
        }
        const foreign = marks.filter((mark) => mark.trigger !== trigger)
        expect(foreign.filter(({ text }) => code.includes(text))).toEqual([])
      }
    }),
    // To shrink a counterexample would take minutes.
    { numRuns: 15, endOnFailure: true },
  )
}, 120_000)

const environment = { values: {}, stagesWith: () => [] }

function nothingToBuild(error: unknown): undefined {
  expect(error).toBeInstanceOf(ProjectError)
  expect((error as ProjectError).problems).toMatchObject([{ code: 'nothing-active' }])
}

function withPath(event: CloudFrontEvent, uri: string): CloudFrontEvent {
  const { cf } = event.Records[0]
  return { Records: [{ cf: { ...cf, request: { ...cf.request, uri } } }] }
}
