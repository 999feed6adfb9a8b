import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { ledge } from 'ledge'
import { describe, expect, test } from 'vitest'
import type { CloudFrontEvent, CloudFrontRecord, Trigger } from '../src/event.js'

// AWS's own events are not part of this repository; where they lie beside it, all of them are tried.
const folder = new URL('../../shared/cloudfront/events/', import.meta.url)
const found = existsSync(folder)
if (!found) console.log('skipped: no folder of recorded events beside the repository')

const recorded = !found
  ? []
  : readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.json'))
      .map((file): [string, CloudFrontEvent] => [
        file,
        JSON.parse(readFileSync(new URL(file, folder), 'utf8')),
      ])
      .filter(([, event]) => event.Records?.[0]?.cf?.request !== undefined)

/** Old events leave the trigger out: then it is whatever they could have been sent to. */
function triggersOf({ config, request, response }: CloudFrontRecord): Trigger[] {
  if (config?.eventType) return [config.eventType]
  if (response) return ['origin-response', 'viewer-response']
  return request.origin ? ['origin-request'] : ['viewer-request', 'origin-request']
}

describe.skipIf(!found)('recorded events', () => {
  test.each(recorded)('%s passes through an app unchanged', async (_file, event) => {
    const app = ledge()
    app.viewerRequest('/no/such/page', (_ctx, next) => next())
    app.originRequest((_ctx, next) => next())
    app.originResponse('/*all', async (_ctx, next) => await next())
    app.viewerResponse({ method: 'GET' }, (_ctx, next) => next())
    const { cf } = structuredClone(event).Records[0]
    for (const trigger of triggersOf(cf)) {
      const expected = trigger.endsWith('request') ? cf.request : cf.response
      expect(await app.handler(trigger)(structuredClone(event))).toEqual(expected)
      expect(await ledge().handler(trigger)(structuredClone(event))).toEqual(expected)
    }
  })
})
