import type { Middleware } from 'ledge'
import { claimHeaders, setClaimHeaders } from 'ledge/recipe-kit'
import { run, viewerRequestEvent } from 'ledge/testing'
import { describe, expect, test } from 'vitest'

const table = { 'x-user': 'sub', 'x-groups': 'groups' } as const

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
