import { type BotBlockOptions, botBlock } from 'ledge/recipes/bot-block'
import { type RunOutcome, run, viewerRequestEvent } from 'ledge/testing'
import 'ledge/testing/vitest'
import { describe, expect, test } from 'vitest'

const ask = (
  agent: string | string[],
  options: BotBlockOptions = {},
  path = '/',
): Promise<RunOutcome<'viewer-request'>> => {
  const recipe = botBlock({
    block: ['GPTBot', 'a+b (c)', /^python-requests\//, /bot/i],
    allow: ['Googlebot', /bingbot/i],
    ...options,
  })
  return run(recipe, viewerRequestEvent(path, { headers: { 'user-agent': agent } }))
}

describe('a User-Agent', () => {
  test.each<[agent: string, passes: boolean]>([
    ['Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0', true],
    ['Mozilla/5.0 (compatible; GPTBot/1.2; +https://openai.com/gptbot)', false],
    ['gptbot', false],
    ['python-requests/2.32', false],
    ['my python-requests/2.32', true],
    ['A+B (C)', false],
    ['aab c', true],
    ['Mozilla/5.0 (compatible; SomeBot/1.0)', false],
    ['Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)', true],
    ['Mozilla/5.0 (compatible; bingbot/2.0)', true],
  ])('%s: passes %s', async (agent, passes) => {
    // Twice, since some regular expressions remember.
    for (let i = 0; i < 2; i++) {
      const outcome = await ask(agent)
      if (passes) expect(outcome).toPassThrough()
      else expect(outcome).toReplyWith(403)
    }
  })

  test('that is not there passes, unless that is refused', async () => {
    for (const agent of ['', ' ', []]) {
      expect(await ask(agent)).toPassThrough()
      expect(await ask(agent, { empty: 'refuse' })).toReplyWith(403)
    }
    expect(await ask('', { block: [], allow: [], empty: 'refuse' })).toReplyWith(403)
    expect(await ask('x', { block: [], allow: [], empty: 'refuse' })).toPassThrough()
  })

  test('in two lines is read whole', async () => {
    expect(await ask(['Mozilla/5.0', 'GPTBot'])).toReplyWith(403)
  })

  test('of any length is read', async () => {
    expect(await ask(`${'x'.repeat(15_000)}GPTBot`)).toReplyWith(403)
  })

  test('is not shown to who is refused', async () => {
    const outcome = await ask('GPTBot <script>')
    expect(outcome.body).toBe('Forbidden')
    expect(outcome).toHaveHeader('cache-control', 'no-store')
  })
})

test('/robots.txt is for all, in exactly its spelling', async () => {
  expect(await ask('GPTBot', {}, '/robots.txt?x=1')).toPassThrough()
  for (const path of [
    '/robots.txt/',
    '//robots.txt',
    '/%72obots.txt',
    '/ROBOTS.txt',
    '/robots.txt/../a',
    '/robots.txt;a',
  ]) {
    expect(await ask('GPTBot', {}, path)).toReplyWith(403)
  }
})

test.each<[options: unknown, message: RegExp]>([
  [undefined, /an object of options, got undefined/],
  [{}, /whom to block, got an object with no keys/],
  [{ block: [] }, /whom to block/],
  [{ block: 'GPTBot' }, /block to be a list of texts and regular expressions, got "GPTBot"/],
  [{ block: [''] }, /block to be a list/],
  [{ block: [null] }, /block to be a list/],
  [{ block: [/bot/g] }, /block to be a list/],
  [{ block: [/bot/y] }, /block to be a list/],
  [{ block: ['x'], allow: [1] }, /allow to be a list/],
  [{ block: ['x'], empty: 'block' }, /empty to be allow or refuse, got "block"/],
  [{ bots: ['x'] }, /an option among block, allow, empty, got "bots"/],
])('%o is refused where the app is built', (options, message) => {
  const build = () => botBlock(options as BotBlockOptions)
  expect(build).toThrow(message)
  expect(build).toThrow(/^botBlock: expected /)
  expect(build).toThrow(expect.objectContaining({ code: 'bad-option' }))
})
