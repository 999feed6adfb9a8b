import 'ledge/testing/vitest'
import { defineRecipe, ledge, redirect, reply, tap, text } from 'ledge'
import {
  originRequestEvent,
  originResponseEvent,
  type RunOutcome,
  run,
  runCycle,
  viewerRequestEvent,
} from 'ledge/testing'
import {
  assertHasHeader,
  assertHasRun,
  assertPassedThrough,
  assertRedirectedTo,
  assertRepliedWith,
  assertRewrittenTo,
  assertSetsCookie,
  assertUsesOrigin,
  assertValidFor,
} from 'ledge/testing/assert'
import { describe, expect, test } from 'vitest'
import { checks } from '../../src/testing/checks.js'
import { matchers } from '../../src/testing/matchers.js'

const mark = tap<'viewer-request'>((ctx) => {
  ctx.request.headers.set('x-mark', 'one, two')
  ctx.request.uri = '/marked'
})
const recipe = defineRecipe({ name: 'marker', viewerRequest: mark })
const event = viewerRequestEvent('/a?b=c')

const outcomes = {
  passed: await run((_ctx, next) => next(), event),
  marked: await run(mark, event),
  recipe: await run(recipe, event),
  redirected: await run(() => redirect('/new', 301), event),
  replied: await run(() => {
    const made = text('no', { status: 403, headers: { 'x-a': '1' } })
    made.cookies.set('sid', 'a b', { httpOnly: true, maxAge: 60, sameSite: 'lax' })
    made.cookies.set('old', '', { path: '/x' })
    return made
  }, event),
  switched: await run(
    tap((ctx) => ctx.request.origin.useCustom({ domainName: 'api.example.com' })),
    originRequestEvent('/'),
  ),
  bucket: await run(
    tap((ctx) => ctx.request.origin.useS3({ domainName: 'b.s3.eu-west-1.amazonaws.com' })),
    originRequestEvent('/'),
  ),
  long: await run(() => text('a'.repeat(10_000)), event),
  failed: await run(() => {
    throw new Error('out of order')
  }, event),
  untouched: await run(() => {
    throw new Error('out of order')
  }, originResponseEvent('/')),
  refused: await run(() => reply({ headers: { 'content-length': '2' } }), event, {
    findings: 'return',
  }),
  response: (
    await runCycle(ledge(), event, { origin: () => ({ status: 404, setCookies: ['seen=1'] }) })
  ).response as unknown as RunOutcome,
} as const

type Case = [keyof typeof outcomes, keyof typeof checks, unknown[]]

const hold: Case[] = [
  ['passed', 'toPassThrough', []],
  ['replied', 'toReplyWith', [403]],
  ['redirected', 'toReplyWith', [301]],
  ['redirected', 'toRedirectTo', ['/new']],
  ['redirected', 'toRedirectTo', ['/new', 301]],
  ['marked', 'toRewriteTo', ['/marked']],
  ['marked', 'toRewriteTo', ['/marked?b=c']],
  ['marked', 'toHaveHeader', ['X-Mark']],
  ['marked', 'toHaveHeader', ['x-mark', 'one, two']],
  ['marked', 'toHaveHeader', ['x-mark', /^ONE/i]],
  ['replied', 'toHaveHeader', ['x-a', '1']],
  ['replied', 'toSetCookie', ['sid']],
  ['replied', 'toSetCookie', ['sid', { value: 'a b', httpOnly: true, secure: false, path: '/' }]],
  ['replied', 'toSetCookie', ['sid', { maxAge: 60, sameSite: 'lax', domain: undefined }]],
  ['replied', 'toSetCookie', ['old', { path: '/x' }]],
  ['switched', 'toUseOrigin', ['api.example.com']],
  ['bucket', 'toUseOrigin', ['b.s3.eu-west-1.amazonaws.com']],
  ['marked', 'toHaveRun', [mark]],
  ['marked', 'toHaveRun', ['tap']],
  ['recipe', 'toHaveRun', [recipe]],
  ['recipe', 'toHaveRun', ['marker']],
  ['marked', 'toBeValidFor', ['viewer-request']],
  ['response', 'toReplyWith', [404]],
  ['response', 'toHaveHeader', ['content-type', /html/]],
  ['response', 'toSetCookie', ['seen', { value: '1' }]],
]

const fail: [...Case, string][] = [
  ['marked', 'toPassThrough', [], 'to pass through as it came, but it goes on with 2 changes'],
  ['replied', 'toPassThrough', [], 'but it replied with 403'],
  ['untouched', 'toPassThrough', [], 'but it failed'],
  ['passed', 'toReplyWith', [200], 'to reply with 200, but it passed'],
  ['replied', 'toReplyWith', [401], 'to reply with 401, but it replied with 403'],
  ['failed', 'toReplyWith', [500], 'but it failed'],
  ['redirected', 'toRedirectTo', ['/old'], 'but it redirects to "/new" with 301'],
  ['redirected', 'toRedirectTo', ['/new', 302], 'to redirect to "/new" with 302'],
  ['replied', 'toRedirectTo', ['/new'], 'but it replied with 403'],
  ['marked', 'toRewriteTo', ['/other'], 'to rewrite to "/other", but it goes on to "/marked"'],
  ['marked', 'toRewriteTo', ['/marked?b=d'], 'but it goes on to "/marked?b=c"'],
  ['replied', 'toRewriteTo', ['/a'], 'but it replied with 403'],
  ['passed', 'toHaveHeader', ['x-mark'], 'to have the header x-mark, but there is none'],
  ['marked', 'toHaveHeader', ['x-mark', 'one'], 'with the value "one", but it is "one, two"'],
  ['marked', 'toHaveHeader', ['x-mark', /^two/], 'matching /^two/, but it is "one, two"'],
  ['passed', 'toSetCookie', ['sid'], 'to set the cookie sid, but it sets none'],
  ['replied', 'toSetCookie', ['sid', { secure: true }], 'with {"secure":true}, but it sets "sid='],
  ['replied', 'toSetCookie', ['sid', { value: 'b' }], 'with {"value":"b"}'],
  ['switched', 'toUseOrigin', ['x.example'], 'but it uses api.example.com'],
  ['passed', 'toUseOrigin', ['x.example'], 'to use the origin x.example, but it passed'],
  ['passed', 'toHaveRun', [mark], 'to have run tap, but it ran viewer-request #1'],
  ['passed', 'toHaveRun', ['auth'], 'to have run auth'],
  ['refused', 'toBeValidFor', ['viewer-request'], 'but header-read-only: Lambda function result'],
]

describe('each matcher', () => {
  test.each(hold)('%s %s%j', (name, matcher, args) => {
    const result = matchers[matcher](outcomes[name], ...args)
    expect(result.pass, result.message()).toBe(true)
    expect(result.message()).toMatch(/^Expected the outcome not to /)
  })

  test.each(fail)('%s does not %s%j', (name, matcher, args, message) => {
    const result = matchers[matcher](outcomes[name], ...args)
    expect(result.pass).toBe(false)
    expect(result.message()).toContain(message)
  })

  test('has been seen to hold and to fail', () => {
    for (const cases of [hold, fail]) {
      expect(new Set(cases.map(([, matcher]) => matcher))).toEqual(new Set(Object.keys(checks)))
    }
  })
})

describe('a failed assertion shows the message', () => {
  const shown = (name: keyof typeof outcomes): string =>
    matchers.toReplyWith(outcomes[name], 999).message()

  test('what came, what became of it, and who did what', () => {
    expect(shown('marked')).toBe(
      [
        'Expected the outcome to reply with 999, but it passed.',
        '',
        'viewer-request GET /a?b=c: passed',
        '  - uri: "/a"',
        '  + uri: "/marked"',
        '  + headers.x-mark: "one, two"',
        '    steps: tap',
      ].join('\n'),
    )
  })

  test('that nothing changed', () => {
    expect(shown('passed')).toContain('    nothing changed\n')
  })

  test('long values cut short', () => {
    expect(shown('long').length).toBeLessThan(1000)
  })

  test('the error of a failure', () => {
    expect(shown('failed')).toContain('  ! Error: out of order\n')
  })

  test('the headers of a final response', () => {
    expect(shown('response')).toMatch(/\n\nresponse 404 Not Found\n {4}content-type: text\/html/)
  })
})

describe('expect', () => {
  test('knows the matchers, by import alone', () => {
    expect(outcomes.redirected).toRedirectTo('/new', 301)
    expect(outcomes.redirected).not.toRedirectTo('/old')
    expect(outcomes.marked).toHaveHeader('x-mark', /one/)
    expect(outcomes.passed).toPassThrough()
    expect(() => expect(outcomes.passed).toReplyWith(200)).toThrow('but it passed')
  })

  test('refuses wrong arguments by type', () => {
    // @ts-expect-error a status is a number
    expect(() => expect(outcomes.redirected).toReplyWith('301')).toThrow()
    // @ts-expect-error there is no such attribute
    expect(outcomes.replied).not.toSetCookie('sid', { httponly: true })
  })

  test.each<[string, unknown, string]>([
    ['a promise', Promise.resolve(), 'write `await run(…)`'],
    ['a raw result', { status: '200' }, 'got an object with status'],
    ['nothing', undefined, 'got undefined'],
  ])('takes no %s', (_, received, message) => {
    expect(() => expect(received).toPassThrough()).toThrow(message)
  })

  test('asks a final response nothing that only a run can tell', () => {
    expect(() => expect(outcomes.response).toHaveRun('tap')).toThrow(
      'Expected the outcome of run()',
    )
  })
})

describe('the assert functions', () => {
  const named = {
    toPassThrough: assertPassedThrough,
    toReplyWith: assertRepliedWith,
    toRedirectTo: assertRedirectedTo,
    toRewriteTo: assertRewrittenTo,
    toHaveHeader: assertHasHeader,
    toSetCookie: assertSetsCookie,
    toUseOrigin: assertUsesOrigin,
    toHaveRun: assertHasRun,
    toBeValidFor: assertValidFor,
  } as Record<keyof typeof checks, (outcome: RunOutcome, ...args: unknown[]) => void>

  test.each(hold)('hold where the matchers do: %s %s%j', (name, matcher, args) => {
    expect(() => named[matcher](outcomes[name] as RunOutcome, ...args)).not.toThrow()
  })

  test.each(fail)('fail where the matchers do: %s %s%j', (name, matcher, args, message) => {
    expect(() => named[matcher](outcomes[name] as RunOutcome, ...args)).toThrow(
      expect.objectContaining({
        name: 'AssertionError',
        message: expect.stringContaining(message),
      }),
    )
  })
})
