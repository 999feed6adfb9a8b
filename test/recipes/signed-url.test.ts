import { createHmac } from 'node:crypto'
import {
  type SignedUrlOptions,
  type SignOptions,
  signedUrl,
  signTicket,
  signUrl,
} from 'ledge/recipes/signed-url'
import { type RunOutcome, run, type ViewerRequestInit, viewerRequestEvent } from 'ledge/testing'
import 'ledge/testing/vitest'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'

const secret = 'correct horse battery staple'
const older = 'an older secret of this app'
const now = new Date('2026-03-01T12:00:00Z')

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['Date'], now })
})
afterEach(() => {
  vi.useRealTimers()
})

const ask = (
  target: string,
  init: ViewerRequestInit = {},
  options: Partial<SignedUrlOptions> = {},
): Promise<RunOutcome<'viewer-request'>> =>
  run(signedUrl({ secret, ...options }), viewerRequestEvent(target, init))

const ticketFor = (path: string, options: Partial<SignOptions> = {}): string =>
  signTicket({ secret, seconds: 60, path, ...options })

describe('a link', () => {
  test('opens its path, and goes on without its ticket', async () => {
    const outcome = await ask(signUrl('/video/1.mp4', { secret, seconds: 60 }))
    expect(outcome).toRewriteTo('/video/1.mp4')
    expect(outcome.querystring).toBe('')
  })

  test('keeps the rest of its query to the byte, wherever the ticket stands', async () => {
    const ticket = ticketFor('/a')
    for (const query of [
      `ticket=${ticket}&b=%7E&a`,
      `b=%7E&ticket=${ticket}&a`,
      `b=%7E&a&%74icket=${ticket}`,
    ]) {
      expect((await ask(`/a?${query}`)).querystring).toBe('b=%7E&a')
    }
    expect((await ask(`/a?ticket=${ticket}&ticket=x`)).querystring).toBe('')
  })

  test('may be absolute, have a query, a fragment and odd characters', async () => {
    const options = { secret, seconds: 60 }
    const signed = signUrl('https://cdn.example.com/a b/é.mp4?w=2#t=10', options)
    expect(signed).toMatch(/^https:\/\/cdn\.example\.com\/a b\/é\.mp4\?w=2&ticket=[\w.-]+#t=10$/)
    // What a browser makes of it.
    const { pathname, search } = new URL(signed)
    expect(await ask(pathname + search)).toRewriteTo('/a%20b/%C3%A9.mp4?w=2')
  })

  test('opens until its time is over', async () => {
    const target = signUrl('/a', { secret, seconds: 60 })
    vi.setSystemTime(now.getTime() + 59_999)
    expect((await ask(target)).kind).toBe('passed')
    vi.setSystemTime(now.getTime() + 60_000)
    expect(await ask(target)).toReplyWith(403)
  })

  test('has the name that both sides give it', async () => {
    const target = signUrl('/a', { secret, seconds: 60, parameter: 'key' })
    expect(target).toMatch(/^\/a\?key=/)
    expect((await ask(target, {}, { parameter: 'key' })).querystring).toBe('')
    expect(await ask(target)).toReplyWith(403)
  })

  test('can be made by anyone who has the secret', async () => {
    const text = `1772366460.${Buffer.from('/a/*').toString('base64url')}`
    const mac = createHmac('sha256', secret).update(`link:${text}`).digest('base64url')
    expect((await ask(`/a/b?ticket=${text}.${mac}`)).kind).toBe('passed')
  })
})

describe('a cookie', () => {
  test('opens all that is below its path, and does not reach the origin', async () => {
    const ticket = ticketFor('/video/7/*')
    for (const path of ['/video/7/index.m3u8', '/video/7/', '/video/7/a/b.ts', '/video/7/.a/..b']) {
      const outcome = await ask(path, { cookies: { a: 'b', ticket } })
      expect(outcome.kind).toBe('passed')
      expect(outcome.headers.get('cookie')).toBe('a=b')
    }
    for (const path of ['/video/7', '/video/70/x', '/video/', '/video/8/x', '/VIDEO/7/x', '/']) {
      expect(await ask(path, { cookies: { ticket } })).toReplyWith(403)
    }
  })

  test('does beside a link that is over, and a link beside such a cookie', async () => {
    const good = ticketFor('/a')
    expect((await ask('/a?ticket=x', { cookies: { ticket: good } })).querystring).toBe('')
    const outcome = await ask(`/a?ticket=${good}`, { cookies: { ticket: 'x' } })
    expect(outcome.headers.has('cookie')).toBe(false)
  })
})

describe('without a ticket there is 403', () => {
  const good = ticketFor('/a')
  const [expires, scope, mac] = good.split('.') as [string, string, string]
  const wide = Buffer.from('/*').toString('base64url')

  test.each<[what: string, ticket: string]>([
    ['none', ''],
    ['a word', 'x'],
    ['dots', '..'],
    ['a part', `${expires}.${scope}`],
    ['no signature', `${expires}.${scope}.`],
    ['more time', `${Number(expires) + 1}.${scope}.${mac}`],
    ['endless time', `Infinity.${scope}.${mac}`],
    ['another path', `${expires}.${wide}.${mac}`],
    ['a part more', `${good}.x`],
    ['a cut one', good.slice(0, -1)],
    ['a padded one', `${good}=`],
    ['of another secret', ticketFor('/a', { secret: older })],
    ['for another path', ticketFor('/b')],
    ['a long one', `${good}${'A'.repeat(10_000)}`.slice(0, 8000)],
    [
      'signed for something else',
      `${expires}.${scope}.${createHmac('sha256', secret).update(`cookie:${expires}.${scope}`).digest('base64url')}`,
    ],
  ])('%s', async (_, ticket) => {
    const fresh = ticket.replace(expires, String(now.getTime() / 1000 + 60))
    for (const value of [ticket, fresh]) {
      const outcome = await ask(`/a?ticket=${value}`)
      expect(outcome).toReplyWith(403)
      expect(outcome).toHaveHeader('cache-control', 'no-store')
    }
    expect(await ask('/a', { cookies: { ticket } })).toReplyWith(403)
  })

  test('nor with one, to write', async () => {
    const target = signUrl('/a', { secret, seconds: 60 })
    for (const method of ['GET', 'HEAD', 'OPTIONS']) {
      expect((await ask(target, { method })).kind).toBe('passed')
    }
    for (const method of ['POST', 'PUT', 'PATCH', 'DELETE']) {
      expect(await ask(target, { method })).toReplyWith(403)
    }
  })
})

describe('a path has one spelling', () => {
  test.each([
    '/%61',
    '//a',
    '/a/',
    '/a//',
    '/./a',
    '/x/../a',
    '/A',
    '/a;x',
    '/a%00',
    '/a%20',
    '/%2561',
    '/a/../b',
  ])('a ticket for /a does not open %s', async (path) => {
    expect(await ask(`${path}?ticket=${ticketFor('/a')}`)).toReplyWith(403)
  })

  test.each([
    '/a/../secret',
    '/a/..',
    '/a/.',
    '/a/./x',
    '/a/x/../../secret',
    '/a/%2e%2e/secret',
    '/a/%2E./secret',
    '/a/.%2e/secret',
    '/a/%252e%252e/secret',
    '/a/%25252e%25252e/secret',
    '/a/..%2fsecret',
    '/a/..%5csecret',
    '/a/..\\secret',
    '/a\\..\\secret',
    '/a/x\\..\\..\\secret',
    '/a/%2f..%2f..%2fsecret',
    '/a/..;/secret',
    '/a/..;x=1/secret',
    '/a/..%3b/secret',
    '/%61/x',
    '//a/x',
    '/x/../a/x',
    '/A/x',
    '/a;/x',
    '/a%2fx',
  ])('a ticket for /a/* does not open %s', async (path) => {
    expect(await ask(`${path}?ticket=${ticketFor('/a/*')}`)).toReplyWith(403)
  })

  test.each([
    '/a/x',
    '/a/x.y',
    '/a/..x',
    '/a/...',
    '/a/x..',
    '/a/.well-known/x',
    '/a/b//c',
    '/a/%20;x',
  ])('a ticket for /a/* opens %s', async (path) => {
    expect((await ask(`${path}?ticket=${ticketFor('/a/*')}`)).kind).toBe('passed')
  })
})

test('the first secret signs and all are taken', async () => {
  const rotated = [secret, older]
  const before = signUrl('/a', { secret: older, seconds: 60 })
  const after = signUrl('/a', { secret: rotated, seconds: 60 })
  expect((await ask(before, {}, { secret: rotated })).kind).toBe('passed')
  expect((await ask(after)).kind).toBe('passed')
  expect(await ask(before)).toReplyWith(403)
})

describe('bad options are refused', () => {
  test.each<[options: Record<string, unknown>, message: RegExp]>([
    [{}, /^signedUrl: expected secret to be a secret, got undefined/],
    [{ secret: 'short' }, /Expected a secret of at least 16 characters .*got one of 5 characters/],
    [{ secret: [] }, /got none/],
    [{ secret: 7 }, /at least 16 characters .*got 7/],
    [{ secret: null }, /at least 16 characters .*got null/],
    [{ secret: {} }, /at least 16 characters/],
    [{ secret, parameter: 'a b' }, /^signedUrl: expected parameter to be a name of letters/],
    [
      { secret, seconds: 60 },
      /^signedUrl: expected an option among secret, parameter, got "seconds"/,
    ],
  ])('where the app is built: %o', (options, message) => {
    const build = () => signedUrl(options as unknown as SignedUrlOptions)
    expect(build).toThrow(message)
    expect(build).toThrow(expect.objectContaining({ code: 'bad-option' }))
  })

  test.each<[options: Record<string, unknown>, message: RegExp]>([
    [{ path: 'a' }, /^signTicket: expected a path, perhaps with \/\* at its end, got "a"/],
    [{ path: undefined }, /^signTicket: expected a path/],
    [{ path: '/a*' }, /^signTicket: expected a path/],
    [{ path: '/*/a' }, /^signTicket: expected a path/],
    [{ path: '/a/**' }, /^signTicket: expected a path/],
    [{ path: '/a?b' }, /^signTicket: expected a path/],
    [{ seconds: 0 }, /^signTicket: expected a number of seconds above 0, got 0/],
    [{ seconds: 'x' }, /^signTicket: expected a number of seconds/],
    [{ seconds: Number.POSITIVE_INFINITY }, /^signTicket: expected a number of seconds/],
    [{ seconds: Number.NaN }, /^signTicket: expected a number of seconds/],
    [{ secret: 'short' }, /at least 16 characters/],
  ])('where a ticket is made: %o', (options, message) => {
    const sign = () => signTicket({ secret, seconds: 60, path: '/a', ...options } as never)
    expect(sign).toThrow(message)
    expect(sign).toThrow(expect.objectContaining({ code: 'bad-option' }))
  })
})
