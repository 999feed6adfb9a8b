import nodeCrypto, { randomBytes } from 'node:crypto'
import { ledge, text } from 'ledge'
import { localCache, type RunOptions, run, viewerRequestEvent } from 'ledge/testing'
import { describe, expect, test } from 'vitest'

const event = viewerRequestEvent('/')
const read = async (ask: () => unknown, options: RunOptions): Promise<unknown> =>
  JSON.parse((await run(() => text(JSON.stringify(ask())), event, options)).body ?? '')

describe('the clock', () => {
  const now = '2026-03-03T10:15:30.000Z'

  test.each<[string, () => unknown, unknown]>([
    ['Date.now()', () => Date.now(), Date.parse(now)],
    ['new Date()', () => new Date(), now],
    ['Date()', () => Date(), String(new Date(now))],
  ])('%s stands still at the time that is given', async (_, ask, expected) => {
    expect(await read(ask, { now })).toBe(expected)
    expect(await read(ask, { now: new Date(now) })).toBe(expected)
    expect(await read(ask, { now: Date.parse(now) })).toBe(expected)
  })

  test.each(['yesterday', Number.NaN, new Date('')])('is not set to %s', async (now) => {
    const wrong = 'now: expected a date, its text or its milliseconds'
    await expect(run(() => text(''), event, { now })).rejects.toThrow(wrong)
    const site = localCache(ledge(), { origin: () => ({}) })
    await expect(site.fetch(event, { now })).rejects.toThrow(wrong)
  })

  test('leaves alone what a date is otherwise', async () => {
    const before = new Date(0)
    const answers = await read(
      () => [
        new Date(7).getTime(),
        new Date('2020-01-01').getUTCFullYear(),
        Date.UTC(1970, 0, 2),
        Date.parse('1970-01-01T00:00:01Z'),
        before instanceof Date,
        new Date() instanceof Date,
        Object.prototype.toString.call(new Date()),
      ],
      { now },
    )
    expect(answers).toEqual([7, 2020, 86_400_000, 1000, true, true, '[object Date]'])
  })

  test('goes on afterwards, whatever happened', async () => {
    const { Date: RealDate } = globalThis
    await run(() => Promise.reject(new Error('broken')), event, { now })
    expect(globalThis.Date).toBe(RealDate)
    expect(Math.abs(Date.now() - performance.timeOrigin - performance.now())).toBeLessThan(60_000)
  })
})

describe('chance', () => {
  const sources: Record<string, () => unknown> = {
    'Math.random': () => [Math.random(), Math.random()],
    'crypto.randomUUID': () => crypto.randomUUID(),
    'crypto.getRandomValues': () => [...crypto.getRandomValues(new Uint32Array(3))],
    'node:crypto randomUUID': () => nodeCrypto.randomUUID(),
    'node:crypto randomBytes': () => nodeCrypto.randomBytes(8).toString('hex'),
    'node:crypto randomInt': () => [nodeCrypto.randomInt(10), nodeCrypto.randomInt(5, 1_000_000)],
    'node:crypto randomFillSync': () => [...nodeCrypto.randomFillSync(new Uint8Array(8))],
    'node:crypto getRandomValues': () => [...nodeCrypto.getRandomValues(new Uint8Array(8))],
  }

  test.each(Object.entries(sources))('%s repeats itself with the same seed', async (_, ask) => {
    const first = await read(ask, { seed: 1 })
    expect(await read(ask, { seed: 1 })).toEqual(first)
    expect(await read(ask, { seed: 2 })).not.toEqual(first)
    expect(await read(ask, {})).not.toEqual(first)
    expect(ask()).not.toEqual(first)
  })

  test('is even', async () => {
    const ask = (): number[] => {
      const tenths = new Array<number>(10).fill(0)
      for (let i = 0; i < 10_000; i++) tenths[Math.floor(Math.random() * 10)]! += 1
      return tenths
    }
    const tenths = (await read(ask, { seed: 1 })) as number[]
    // Chi-squared with 9 degrees of freedom: above 27.9 once in a thousand.
    expect(tenths.reduce((sum, count) => sum + (count - 1000) ** 2 / 1000, 0)).toBeLessThan(27.9)
  })

  test('makes UUIDs of version 4', async () => {
    expect(await read(() => crypto.randomUUID(), { seed: 3 })).toMatch(
      /^[\da-f]{8}-[\da-f]{4}-4[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/,
    )
  })

  test('with a callback stays chance, as does what was imported by its name', async () => {
    const outcome = await run(
      async () => {
        const bytes = await new Promise((done) =>
          nodeCrypto.randomBytes(4, (_, made) => done(made)),
        )
        return text(`${bytes instanceof Buffer} ${randomBytes(4).length}`)
      },
      event,
      { seed: 1 },
    )
    expect(outcome.body).toBe('true 4')
  })

  test('is as it was afterwards', async () => {
    const before = [Math.random, crypto.randomUUID, crypto.getRandomValues, nodeCrypto.randomBytes]
    await run(() => text(''), event, { seed: 1 })
    const after = [Math.random, crypto.randomUUID, crypto.getRandomValues, nodeCrypto.randomBytes]
    expect(after).toEqual(before)
    expect(Object.getOwnPropertyNames(crypto)).not.toContain('randomUUID')
  })
})

test('runs at the same time have each their own clock and their own chance', async () => {
  const wait = (ms: number) => new Promise((done) => setTimeout(done, ms))
  const visit = async (options: RunOptions, ms: number) => {
    const outcome = await run(
      async () => {
        const first = [Date.now(), Math.random()]
        await wait(ms)
        return text(JSON.stringify([...first, Date.now(), Math.random()]))
      },
      event,
      options,
    )
    return JSON.parse(outcome.body ?? '') as number[]
  }
  const alone = [await visit({ now: 1, seed: 1 }, 0), await visit({ now: 2, seed: 2 }, 0)]
  const [one, two, free] = await Promise.all([
    visit({ now: 1, seed: 1 }, 30),
    visit({ now: 2, seed: 2 }, 10),
    visit({}, 20),
  ])
  expect([one, two]).toEqual(alone)
  expect(one?.[0]).toBe(1)
  expect(free?.[0]).toBeGreaterThan(Date.parse('2020-01-01'))
  expect(free?.[1]).not.toBe(one?.[1])
})
