import { defineRecipe, ledge, type Reply, text } from 'ledge'
import { onWayBack } from 'ledge/recipe-kit'
import { localCache, viewerRequestEvent } from 'ledge/testing'
import 'ledge/testing/vitest'
import { expect, test } from 'vitest'

test.each(['originResponse', 'viewerResponse'] as const)(
  'an edit in %s has the last word, once, on what comes back',
  async (part) => {
    const mark = (headers: Reply['headers']): void => headers.append('x-mark', 'a')
    const app = ledge()
      .use(defineRecipe({ name: 'mark', [part]: onWayBack(mark) }))
      .originRequest('/made', () => text('made here'))
      .originResponse((ctx, next) => {
        ctx.response.headers.set('x-mark', 'b')
        return next()
      })
    const site = localCache(app, { origin: () => ({}) })
    for (const cache of ['miss', 'hit']) {
      const cycle = await site.fetch(viewerRequestEvent('/'))
      expect([cycle.cache, ...cycle.response.headers.getAll('x-mark')]).toEqual([cache, 'b', 'a'])
    }
    const made = await site.fetch(viewerRequestEvent('/made'))
    expect(made.response.headers.getAll('x-mark')).toEqual(part === 'viewerResponse' ? ['a'] : [])
  },
)
