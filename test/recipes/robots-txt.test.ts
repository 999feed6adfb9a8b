import { ledge } from 'ledge'
import { type RobotsTxtOptions, robotsTxt } from 'ledge/recipes/robots-txt'
import { localCache, originRequestEvent, run, viewerRequestEvent } from 'ledge/testing'
import { expect, test } from 'vitest'
import 'ledge/testing/vitest'

test.each<[options: RobotsTxtOptions, body: string]>([
  [{}, 'User-agent: *\nDisallow:\n'],
  [{ groups: [{ disallow: ['/'] }] }, 'User-agent: *\nDisallow: /\n'],
  [
    {
      groups: [
        { allow: ['/a/b$'], disallow: ['/a', '*.pdf$'] },
        { agents: ['GPTBot', 'CCBot'], disallow: ['/'] },
      ],
      sitemaps: ['https://www.example.com/a.xml', 'https://www.example.com/b.xml'],
    },
    'User-agent: *\nAllow: /a/b$\nDisallow: /a\nDisallow: *.pdf$\n\n' +
      'User-agent: GPTBot\nUser-agent: CCBot\nDisallow: /\n\n' +
      'Sitemap: https://www.example.com/a.xml\nSitemap: https://www.example.com/b.xml\n',
  ],
])('%j', async (options, body) => {
  for (const event of [viewerRequestEvent('/robots.txt?a'), originRequestEvent('/robots.txt')]) {
    const outcome = await run(robotsTxt(options), event)
    expect(outcome).toReplyWith(200)
    expect(outcome.body).toBe(body)
    expect(outcome).toHaveHeader('content-type', 'text/plain; charset=utf-8')
    expect(outcome).toHaveHeader('cache-control', 'max-age=3600')
  }
})

test('it can be kept by nobody', async () => {
  const outcome = await run(robotsTxt({ cache: 0 }), viewerRequestEvent('/robots.txt'))
  expect(outcome).toHaveHeader('cache-control', 'no-store')
})

test.each(['/', '/robots.txt/', '/ROBOTS.TXT', '/a/robots.txt', '/%72obots.txt', '//robots.txt'])(
  '%s goes on',
  async (target) => {
    expect(await run(robotsTxt(), viewerRequestEvent(target))).toPassThrough()
  },
)

test('a method that asks for something else goes on', async () => {
  const ask = (method: string) => run(robotsTxt(), viewerRequestEvent('/robots.txt', { method }))
  expect(await ask('HEAD')).toReplyWith(200)
  expect(await ask('POST')).toPassThrough()
})

test('every visitor gets the same, from the cache or not', async () => {
  const site = localCache(ledge().originRequest(robotsTxt()), {
    origin: () => ({ body: 'origin' }),
  })
  const headers = { 'user-agent': ['GPTBot', '__proto__'], 'x-a': 'x'.repeat(9000) }
  const first = await site.fetch(viewerRequestEvent('/robots.txt', { headers }))
  const second = await site.fetch(viewerRequestEvent('/robots.txt'))
  expect(second.cache).toBe('hit')
  expect(second.response.body).toBe(first.response.body)
  expect((await site.fetch(viewerRequestEvent('/'))).response.body).toBe('origin')
})

test.each<[options: unknown, message: RegExp]>([
  [null, /an object of options/],
  [{ groups: [] }, /groups to be a list of groups/],
  [{ groups: [null] }, /an object of options, got null/],
  [{ groups: [{ agents: [] }] }, /agents to be a list of product names/],
  [{ groups: [{ agents: ['Bot/1.0'] }] }, /agents to be/],
  [{ groups: [{ disallow: '/' }] }, /disallow to be a list of paths/],
  [{ groups: [{ disallow: ['cart'] }] }, /disallow to be/],
  [{ groups: [{ disallow: ['/a # b'] }] }, /disallow to be/],
  [{ groups: [{ allow: ['/a\nDisallow: /'] }] }, /allow to be/],
  [{ groups: [{ block: ['/'] }] }, /an option among agents, allow, disallow/],
  [{ sitemaps: ['/sitemap.xml'] }, /sitemaps to be a list of URLs/],
  [{ cache: '1h' }, /cache to be a whole number of seconds/],
  [{ text: '' }, /an option among groups, sitemaps, cache/],
])('%j is refused where the app is built', (options, message) => {
  const build = () => robotsTxt(options as RobotsTxtOptions)
  expect(build).toThrow(message)
  expect(build).toThrow(expect.objectContaining({ code: 'bad-option' }))
})
