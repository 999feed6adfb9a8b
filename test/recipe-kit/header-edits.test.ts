import { editHeaders, headerEditsChecks } from 'ledge/recipe-kit'
import { originRequestEvent, run } from 'ledge/testing'
import { expect, test } from 'vitest'

test('renaming comes first, then removing, setting and appending', async () => {
  const outcome = await run(
    (ctx, next) => {
      const edits = {
        append: { 'x-b': '4' },
        set: { 'x-b': '3' },
        remove: ['x-c'],
        rename: { 'x-a': 'x-b', 'x-d': 'x-c' },
      }
      editHeaders<'origin-request'>(edits, ctx.request.headers, ctx)
      return next()
    },
    originRequestEvent('/', { headers: { 'x-a': '1', 'x-d': '2' } }),
  )
  expect(outcome.headers.getAll('x-b')).toEqual(['3', '4'])
  expect(outcome.headers.has('x-a') || outcome.headers.has('x-c')).toBe(false)
})

test('a header that no function may write is refused in every edit', () => {
  const [, removable] = headerEditsChecks()['remove?']
  const [, settable] = headerEditsChecks()['set?']
  for (const name of ['Via', 'x-edge-a', 'X-Cache', 'a b', '', '__proto__']) {
    expect(removable([name])).toBe(false)
    expect(settable(Object.fromEntries([[name, 'a']]))).toBe(false)
  }
  expect(removable(['Host', 'x-a'])).toBe(true)
})
