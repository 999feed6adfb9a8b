/**
 * What other frameworks hand to CloudFront, produced by them for real, and what the rules say of it.
 */
import middy from '@middy/core'
import securityHeaders from '@middy/http-security-headers'
import { Hono } from 'hono'
import { handle } from 'hono/lambda-edge'
import { describe, expect, test } from 'vitest'
import type { CloudFrontEvent, Trigger } from '../../src/event.js'
import { validate } from '../../src/rules/index.js'
import * as events from '../fixtures/events.js'

/** `rule at path` of each error. */
function errors(trigger: Trigger, event: CloudFrontEvent, result: unknown): string[] {
  return validate(trigger, event, result)
    .filter(({ severity }) => severity === 'error')
    .map(({ rule, path }) => `${rule} at ${path}`)
}

describe("hono's adapter for Lambda@Edge", () => {
  type AdapterEvent = Parameters<ReturnType<typeof handle>>[0]
  const answer = (app: Hono, event: CloudFrontEvent): Promise<unknown> =>
    // Its types ask for mutable lists.
    handle(app)(structuredClone(event) as unknown as AdapterEvent)

  test("sends a response's connection and via on as they are", async () => {
    const app = new Hono().get('*', (c) =>
      c.text('hello', 200, { Connection: 'keep-alive', Via: '1.1 proxy' }),
    )
    const event = events.originRequestCustom()
    expect(errors('origin-request', event, await answer(app, event))).toEqual([
      'header-read-only at headers.via',
      'header-disallowed at headers.connection',
    ])
  })

  test('sends 60 kB to a viewer', async () => {
    const app = new Hono().get('*', (c) => c.text('x'.repeat(60_000)))
    const event = events.viewerRequest()
    expect(errors('viewer-request', event, await answer(app, event))).toEqual([
      'generated-size at body',
    ])
  })

  test('drops the read-only headers of the response it is to change', async () => {
    const app = new Hono().get('*', (c) => c.text('sorry'))
    const event = events.originResponseChunked500()
    expect(errors('origin-response', event, await answer(app, event))).toEqual([
      'header-read-only at headers.transfer-encoding',
      'header-read-only at headers.via',
    ])
  })

  test('makes a response of every request that it was not told of', async () => {
    const event = events.viewerResponse()
    expect(errors('viewer-response', event, await answer(new Hono(), event))).toContain(
      'viewer-response-status-change at status',
    )
  })
})

describe("middy's security headers", () => {
  const run = (event: CloudFrontEvent, handler: () => Promise<unknown>): Promise<unknown> => {
    const context = { getRemainingTimeInMillis: () => 1_000 }
    return middy().use(securityHeaders()).handler(handler)(event, context as never, {
      signal: new AbortController().signal,
    })
  }

  test('put raw texts where lists of lines belong', async () => {
    const event = events.originResponse()
    const result = await run(event, async () => structuredClone(event.Records[0].cf.response))
    const found = errors('origin-response', event, result)
    expect(found).toContain('headers-shape at headers.strict-transport-security')
    expect(found).toContain('headers-shape at headers.x-content-type-options')
  })

  test("give a reply API Gateway's statusCode for its status", async () => {
    const event = events.viewerRequest()
    const result = await run(event, async () => ({ statusCode: 200, body: 'hello' }))
    expect(errors('viewer-request', event, result)).toContain('status-missing at status')
  })
})
