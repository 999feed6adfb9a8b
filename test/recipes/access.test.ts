/**
 * What every recipe that guards access must hold: behind a guarded route no spelling of a path gets
 * around it. That it also refuses what the cache holds is shown in warm-cache.test.ts.
 */
import { ledge, text } from 'ledge'
import { localCache, run, viewerRequestEvent } from 'ledge/testing'
import 'ledge/testing/vitest'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type Access, everyone } from '../fixtures/access.js'

describe.each(Object.entries(everyone))('%s', (_, { guard, member, stranger }) => {
  const app = ledge()
  app.viewerRequest('/account{/*rest}', guard)

  test('lets in who may, and nobody else', async () => {
    expect((await run(app, viewerRequestEvent('/account/7', member))).kind).toBe('passed')
    expect((await run(app, viewerRequestEvent('/account/7', stranger))).kind).toBe('replied')
    expect(await run(app, viewerRequestEvent('/other', stranger))).toPassThrough()
  })

  test.each([
    '/account',
    '/account/',
    '/%61ccount/7',
    '/%61%63%63%6f%75%6e%74/7',
    '/%61%63%63%6F%75%6E%74/7',
    '//account/7',
    '/account//7',
    '///account///7',
    '/./account/7',
    '/account/./7',
    '/x/../account/7',
    '/x/%2e%2e/account/7',
    '/x/%2E./account/7',
    '/account/x/../7',
    '/../account/7',
    '/account/7;a=b',
    '/account/;/7',
    '/account/..;/7',
    '/account/7%00',
    '/account/%zz',
    '/account/login',
    '/account/../account/7',
    '/login/../account/7',
    '/login/..//account/7',
    '/sorry/../account/7',
    '/robots.txt/../account/7',
    '/account%2f7',
    '/account%5C7',
    '/x/..%2Faccount/7',
    '/x/..\\account/7',
    '/login%2f..%2faccount/7',
  ])('is not walked around by %s', async (path) => {
    const outcome = await run(app, viewerRequestEvent(path, stranger))
    expect(outcome.kind).toBe('replied')
    expect(outcome.status).toBeGreaterThanOrEqual(302)
    expect(outcome).toHaveHeader('cache-control', 'no-store')
  })

  test('is not walked around by any spelling of a path', async () => {
    const spelled = fc.tuple(
      fc.constantFrom('/', '//', '/./', '/x/../', '/%2e/', '/x/%2e%2e/'),
      fc.array(fc.constantFrom('plain', 'lower', 'upper'), { minLength: 7, maxLength: 7 }),
      fc.constantFrom('', '/', '/7', '//7', '/./7', '/..%2f', '/;a', '/%00'),
    )
    await fc.assert(
      fc.asyncProperty(spelled, async ([start, forms, end]) => {
        const path = start + forms.map((form, i) => spell('account'.charAt(i), form)).join('') + end
        expect((await run(app, viewerRequestEvent(path, stranger))).kind).toBe('replied')
      }),
      { numRuns: 60 },
    )
  })

  test.each(['/ACCOUNT/7', '/Account/7', '/aCCount', '/account;a=b/7', '/account;/7', '/accounts'])(
    'guards %s where the app says that the origin takes it for the same',
    async (path) => {
      const lenient = ledge({ sensitive: false })
      lenient.viewerRequest('/account{*rest}', guard)
      expect((await run(lenient, viewerRequestEvent(path, stranger))).kind).toBe('replied')
    },
  )

  test('for a whole app, guards every path but the one it sends strangers to', async () => {
    const whole = ledge()
    whole.viewerRequest(guard)
    for (const path of ['/', '/x/..;/account/7', '/LOGIN', '/login/', '/sorry;x', '/login/x']) {
      expect((await run(whole, viewerRequestEvent(path, stranger))).kind).toBe('replied')
    }
  })

  test('runs none of the steps behind it for a stranger', async () => {
    const guarded = ledge()
    guarded.viewerRequest('/account{/*rest}', guard, () => text('for members'))
    expect((await run(guarded, viewerRequestEvent('/account', stranger))).body).not.toBe(
      'for members',
    )
    expect((await run(guarded, viewerRequestEvent('/account/7', member))).body).toBe('for members')
  })
})

test('headers of claims reach the origin as the token says, from the cache of nobody else', async () => {
  const { guard, member, stranger } = everyone['jwt-auth'] as Access
  const app = ledge()
  app.viewerRequest(guard)
  const seen: unknown[] = []
  const site = localCache(app, {
    origin({ headers }) {
      seen.push(headers['x-user'])
      return {}
    },
  })
  const headers = { ...member.headers, ...stranger.headers }
  await site.fetch(viewerRequestEvent('/', { headers }))
  expect(seen).toEqual([[expect.objectContaining({ value: 'ann' })]])
})

function spell(character: string, form: string): string {
  const hex = character.charCodeAt(0).toString(16)
  if (form === 'plain') return character
  return `%${form === 'upper' ? hex.toUpperCase() : hex}`
}
