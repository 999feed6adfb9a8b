import { isNavigation, isPreflight } from 'ledge/recipe-kit'
import { run, type ViewerRequestInit, viewerRequestEvent } from 'ledge/testing'
import { describe, expect, test } from 'vitest'
import { type ReadableRequest, text } from '../../src/index.js'

async function ask(
  question: (request: ReadableRequest) => boolean,
  init: ViewerRequestInit,
): Promise<boolean> {
  const outcome = await run(
    (ctx) => text(String(question(ctx.request))),
    viewerRequestEvent('/', init),
  )
  return outcome.body === 'true'
}

const html = 'text/html,application/xhtml+xml,*/*;q=0.8'

describe('isNavigation', () => {
  test.each<[init: ViewerRequestInit, expected: boolean]>([
    [{ headers: { 'sec-fetch-mode': 'navigate' } }, true],
    [{ headers: { 'sec-fetch-mode': 'navigate', accept: '*/*' } }, true],
    [{ method: 'HEAD', headers: { 'sec-fetch-mode': 'navigate' } }, true],
    [{ method: 'POST', headers: { 'sec-fetch-mode': 'navigate', accept: html } }, false],
    [{ headers: { 'sec-fetch-mode': 'cors', accept: html } }, false],
    [{ headers: { 'sec-fetch-mode': 'no-cors', accept: html } }, false],
    [{ headers: { 'sec-fetch-mode': '', accept: html } }, false],
    [{ headers: { accept: html } }, true],
    [{ headers: { accept: '*/*' } }, false],
    [{ headers: { accept: 'application/json' } }, false],
    [{}, false],
  ])('%j: %s', async (init, expected) => {
    expect(await ask(isNavigation, init)).toBe(expected)
  })
})

describe('isPreflight', () => {
  const headers = { origin: 'https://a.example', 'access-control-request-method': 'PUT' }

  test.each<[init: ViewerRequestInit, expected: boolean]>([
    [{ method: 'OPTIONS', headers }, true],
    [{ method: 'GET', headers }, false],
    [{ method: 'OPTIONS', headers: { origin: headers.origin } }, false],
    [{ method: 'OPTIONS', headers: { 'access-control-request-method': 'PUT' } }, false],
    [{ method: 'OPTIONS' }, false],
  ])('%j: %s', async (init, expected) => {
    expect(await ask(isPreflight, init)).toBe(expected)
  })
})
