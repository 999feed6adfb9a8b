import 'ledge/testing/vitest'
import { html, ledge, redirect, reply } from 'ledge'
import { eventFromJson, originResponseEvent, run } from 'ledge/testing'
import { describe, expect, test } from 'vitest'
import { lines, originResponseChunked500 } from '../fixtures/events.js'

describe('a reply takes the place of the origin’s response', () => {
  test('with the headers that CloudFront holds read-only, and no other', async () => {
    const event = originResponseChunked500()
    const came = event.Records[0].cf.response?.headers ?? {}
    Object.assign(came, lines({ 'Content-Encoding': 'gzip', ETag: '"5e0f"' }))
    const outcome = await run(
      () => html('<h1>Soon</h1>', 503),
      eventFromJson(event, 'origin-response'),
    )
    expect(outcome.result).toEqual({
      status: '503',
      statusDescription: 'Service Unavailable',
      headers: {
        'content-type': [{ key: 'Content-Type', value: 'text/html; charset=utf-8' }],
        'transfer-encoding': came['transfer-encoding'],
        via: came.via,
      },
      body: '<h1>Soon</h1>',
      bodyEncoding: 'text',
    })
  })

  test.each([
    ['a redirect', () => redirect('/plan-b')],
    ['no content', () => reply({ status: 204 })],
  ])('with the body removed where it has none: %s', async (_, answer) => {
    const event = originResponseEvent('/', { status: 500, headers: { 'content-encoding': 'gzip' } })
    const outcome = await run(answer, event)
    expect(outcome.body).toBe('')
    expect(outcome).not.toHaveHeader('content-encoding')
  })

  test('and is what the steps outside go on with', async () => {
    const app = ledge()
    app.originResponse(async (ctx, next) => {
      const outcome = await next()
      ctx.response.headers.set('x-status', String(ctx.response.status))
      return outcome
    })
    app.originResponse(() => redirect('/plan-b'))
    const outcome = await run(app, originResponseEvent('/', { status: 500 }))
    expect(outcome).toHaveHeader('x-status', '302')
    expect(outcome).toRedirectTo('/plan-b')
  })
})
