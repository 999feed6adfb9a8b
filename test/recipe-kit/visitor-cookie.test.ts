import { describe, expect, test } from 'vitest'
import { defineRecipe, ledge, redirect, reply } from '../../src/index.js'
import {
  type CookieOption,
  cookieOption,
  createVisitorCookie,
} from '../../src/recipe-kit/visitor-cookie.js'
import {
  localCache,
  run,
  runCycle,
  viewerRequestEvent,
  viewerResponseEvent,
} from '../../src/testing/index.js'

/** Sets the cookie to what the query says, where it says something. */
function fromQuery(name: string, option?: CookieOption) {
  const cookie = createVisitorCookie(name, option)
  return defineRecipe({
    name,
    carries: [cookie.carry],
    viewerRequest(ctx, next) {
      const value = ctx.request.query.get(name)
      if (value !== undefined) cookie.set(ctx, value)
      return next()
    },
    viewerResponse: cookie.viewerResponse,
    onReply: cookie.onReply,
  })
}

const get = (target: string, init = {}) => viewerRequestEvent(target, init)

test('the response to that request sets it, once, and no other', async () => {
  const site = localCache(ledge().use(fromQuery('theme')), {
    origin: () => ({ headers: { 'cache-control': 'max-age=60' } }),
    // The query is not in the key, so that what is stored is shared.
  })
  const first = await site.fetch(get('/?theme=dark'))
  const second = await site.fetch(get('/'))
  const third = await site.fetch(get('/?theme=light'))
  expect([first, second, third].map(({ cache }) => cache)).toEqual(['miss', 'hit', 'hit'])
  expect(first.response.headers.getAll('set-cookie')).toEqual([
    'theme=dark; Max-Age=2592000; Path=/; Secure; SameSite=Lax',
  ])
  expect(second.response.headers.getAll('set-cookie')).toEqual([])
  expect(second.response.headers.get('cache-control')).toBe('max-age=60')
  expect(third.response.cookies.all()).toEqual({ theme: 'light' })
})

test('several of them share one header', async () => {
  const app = ledge().use(fromQuery('theme'), fromQuery('size'))
  const { response, viewerRequest } = await runCycle(app, get('/?theme=dark&size=xl'), {
    origin: () => ({}),
  })
  expect(response.cookies.all()).toEqual({ theme: 'dark', size: 'xl' })
  expect(
    [...(viewerRequest?.headers ?? [])].filter(([name]) => name.startsWith('x-')),
  ).toHaveLength(1)
})

test('a name and attributes of its own', async () => {
  const option = {
    name: 'Theme',
    maxAge: 60,
    path: '/shop',
    secure: false,
    httpOnly: true,
  } as const
  const app = ledge().use(fromQuery('theme', option))
  const { response } = await runCycle(app, get('/?theme=dark'), { origin: () => ({}) })
  expect(response.headers.get('set-cookie')).toBe(
    'Theme=dark; Max-Age=60; Path=/shop; HttpOnly; SameSite=Lax',
  )
})

test('an attribute that is undefined is as by default', async () => {
  const option = { name: undefined, maxAge: undefined, secure: undefined, sameSite: undefined }
  const app = ledge().use(fromQuery('theme', option))
  const { response } = await runCycle(app, get('/?theme=dark'), { origin: () => ({}) })
  expect(response.headers.get('set-cookie')).toBe(
    'theme=dark; Max-Age=2592000; Path=/; Secure; SameSite=Lax',
  )
})

test('a viewer who makes up the header gets no cookie', async () => {
  const forged = encodeURIComponent(JSON.stringify([['theme', 'forged']]))
  const app = ledge().use(fromQuery('theme'))
  const { response } = await runCycle(
    app,
    get('/', { headers: { 'x-ledge-visitor-cookies': forged } }),
    { origin: () => ({}) },
  )
  expect(response.headers.has('set-cookie')).toBe(false)
})

describe('what sets a cookie is for that visitor alone', () => {
  test.each<[origin: string | undefined, sent: string]>([
    [undefined, 'private'],
    ['', 'private'],
    ['max-age=60', 'private, max-age=60'],
    ['public, max-age=60', 'private, max-age=60'],
    ['PUBLIC,S-MaxAge=600 , max-age=60,immutable', 'private, max-age=60, immutable'],
    ['private', 'private'],
    ['max-age=60, Private', 'max-age=60, Private'],
    ['no-store', 'no-store'],
    ['private="x-user", max-age=60', 'private, private="x-user", max-age=60'],
  ])('%s', async (control, sent) => {
    const headers: Record<string, string> =
      control === undefined ? {} : { 'cache-control': control }
    const app = ledge().use(fromQuery('theme'))
    const { response } = await runCycle(app, get('/?theme=dark'), { origin: () => ({ headers }) })
    expect(response.headers.get('cache-control')).toBe(sent)
  })
})

describe('an answer of viewer-request', () => {
  const answering = (status: number) =>
    ledge()
      .use(fromQuery('theme'))
      .viewerRequest('/old', () => redirect('/new', 301))
      .viewerRequest('/reply', () => reply({ status, headers: { 'cache-control': 'max-age=60' } }))

  test('sets it, too', async () => {
    const { response } = await runCycle(answering(200), get('/old?theme=dark'), {
      origin: () => ({}),
    })
    expect(response.cookies.all()).toEqual({ theme: 'dark' })
    expect(response.headers.get('cache-control')).toBe('no-store')
  })

  test.each([
    [200, { theme: 'dark' }, 'private, max-age=60'],
    [302, { theme: 'dark' }, 'private, max-age=60'],
    [400, {}, 'max-age=60'],
    [404, {}, 'max-age=60'],
    [503, {}, 'max-age=60'],
  ])('of status %d sets %j', async (status, cookies, control) => {
    const { response } = await runCycle(answering(status), get('/reply?theme=dark'), {
      origin: () => ({}),
    })
    expect(response.cookies.all()).toEqual(cookies)
    expect(response.headers.get('cache-control')).toBe(control)
  })
})

test('an answer of an origin trigger is cached, so viewer-response sets it there', async () => {
  const app = ledge()
    .use(fromQuery('theme'))
    .originRequest(() => redirect('/elsewhere'))
  const { originRequest, response } = await runCycle(app, get('/?theme=dark'), {
    origin: () => ({}),
  })
  expect(originRequest?.headers.has('set-cookie')).toBe(false)
  expect(response.cookies.all()).toEqual({ theme: 'dark' })
})

test.each([
  [200, { theme: 'dark' }],
  [304, { theme: 'dark' }],
  [404, {}],
  [500, {}],
])('a response of status %d sets %j', async (status, cookies) => {
  const due = encodeURIComponent(JSON.stringify([['theme', 'dark']]))
  const request = { headers: { 'x-ledge-visitor-cookies': due } }
  const outcome = await run(fromQuery('theme'), viewerResponseEvent('/', { status, request }))
  expect(outcome.cookies.all()).toEqual(cookies)
})

describe('as an option', () => {
  test.each<[option: unknown, holds: boolean]>([
    [{}, true],
    [{ name: 'ab', maxAge: 60, domain: 'example.com', sameSite: 'none', secure: true }, true],
    [{ name: '' }, false],
    [{ name: 'a b' }, false],
    [{ name: 'a=b' }, false],
    [{ path: '/;x' }, false],
    [{ maxAge: 1.5 }, false],
    [{ sameSite: 'some' }, false],
    ['ab', false],
    [null, false],
  ])('%j: %s', (option, holds) => {
    expect(cookieOption[1](option)).toBe(holds)
  })
})
