import type { Middleware } from 'ledge'
import { claimHeaders, setClaimHeaders } from 'ledge/recipe-kit'
import { run, viewerRequestEvent } from 'ledge/testing'
import { describe, expect, test } from 'vitest'

const table = { 'x-user': 'sub', 'x-groups': 'groups', 'x-user-id': 'uid' } as const

function writing(
  claims: Readonly<Record<string, unknown>> | undefined,
): Middleware<'viewer-request'> {
  return (ctx, next) => {
    setClaimHeaders(ctx.request, table, claims)
    return next()
  }
}

describe('claims become headers', () => {
  const forged = viewerRequestEvent('/', { headers: { 'x-user': 'eve', 'x-groups': '["root"]' } })

  test('in place of what the viewer sent', async () => {
    const { headers } = await run(writing({ sub: 'ann', groups: ['a', 'ü'] }), forged)
    expect(headers.getAll('x-user')).toEqual(['ann'])
    expect(headers.getAll('x-groups')).toEqual(['["a","%C3%BC"]'])
  })

  test('which goes where there is no such claim, and where there are none', async () => {
    for (const claims of [{ sub: undefined }, {}, undefined]) {
      const { headers } = await run(writing(claims), forged)
      expect([headers.has('x-user'), headers.has('x-groups')]).toEqual([false, false])
    }
  })

  test('in place of every spelling that servers read as the same', async () => {
    const names = ['x_user', 'X_USER', 'X-User', 'x_user_id', 'x_user-id', 'X-User_Id']
    const sent = Object.fromEntries(names.map((name) => [name, 'eve']))
    const event = viewerRequestEvent('/', { headers: { ...sent, x_users: 'all', xuser: 'all' } })
    for (const claims of [{ sub: 'ann', uid: '7' }, undefined]) {
      const { headers } = await run(writing(claims), event)
      expect([...headers].filter(([, value]) => value === 'eve')).toEqual([])
      expect([headers.get('x-user'), headers.get('x-user-id')]).toEqual([claims?.sub, claims?.uid])
      expect([headers.get('x_users'), headers.get('xuser')]).toEqual(['all', 'all'])
    }
  })

  test('that nothing can end', async () => {
    const { headers } = await run(writing({ sub: 'a\r\nx-admin: 1 \ud800%' }), forged)
    expect(headers.get('x-user')).toBe('a%0D%0Ax-admin:%201%20%EF%BF%BD%25')
  })
})

test.each([
  [{ 'x-user': 'sub' }, true],
  [{}, true],
  [{ 'X-User': 'sub' }, false],
  [{ cookie: 'sub' }, false],
  [{ 'x-forwarded-for': 'sub' }, false],
  [{ 'x-user': 1 }, false],
  ['x-user', false],
  [null, false],
])('%o as an option: %s', (value, holds) => {
  expect(claimHeaders[1](value)).toBe(holds)
})
