import { type Log, ledge, text } from 'ledge'
import { type RemoteOptions, remoteValue } from 'ledge/recipe-kit'
import { run, viewerRequestEvent } from 'ledge/testing'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { type FileServer, fileServer } from '../fixtures/file-server.js'

let server: FileServer
let warnings: unknown[]
const log: Pick<Log, 'warn'> = {
  warn: (message, fields) => void warnings.push([message, fields]),
}

beforeEach(async () => {
  server = await fileServer('1')
  warnings = []
  vi.useFakeTimers({ toFake: ['Date'], now: 1_700_000_000_000 })
})

afterEach(async () => {
  vi.useRealTimers()
  await server.close()
})

const pass = (seconds: number): void => {
  vi.setSystemTime(Date.now() + seconds * 1000)
}

/** A file that holds a number. */
const remote = (options: Omit<RemoteOptions, 'url'> = {}): ReturnType<typeof remoteValue<number>> =>
  remoteValue('flags', { url: server.url, ...options }, 0, (file) => {
    if (!/^\d+$/.test(file)) throw new TypeError('no number')
    return Number(file)
  })

describe('a remote value', () => {
  test('is read when it is first asked for, and not again while it is fresh', async () => {
    const value = remote({ ttl: 10 })
    expect(server.answered).toEqual([])
    expect(await value(log)).toBe(1)
    server.file = '2'
    pass(9)
    expect(value(log)).toBe(1)
    expect(server.answered).toEqual([200])
  })

  test('changes with the file after its ttl', async () => {
    const value = remote({ ttl: 10 })
    await value(log)
    server.file = '2'
    pass(10)
    expect(await value(log)).toBe(2)
  })

  test('is asked for by its ETag, and stays where the file is the same', async () => {
    const value = remote()
    await value(log)
    pass(60)
    expect(await value(log)).toBe(1)
    server.file = '2'
    pass(60)
    expect(await value(log)).toBe(2)
    pass(60)
    expect(await value(log)).toBe(2)
    expect(server.answered).toEqual([200, 304, 200, 304])
    expect(warnings).toEqual([])
  })

  test('is read once for all that wait for it', async () => {
    const value = remote()
    expect(await Promise.all(Array.from({ length: 20 }, () => value(log)))).toEqual(
      Array(20).fill(1),
    )
    expect(server.answered).toEqual([200])
  })
})

describe('the last good value goes on to count, with a warning, when the server', () => {
  test.each([
    [
      'answers an error',
      (server: FileServer) => (server.answer = (r) => r.writeHead(500).end('9')),
    ],
    [
      'has no such file',
      (server: FileServer) => (server.answer = (r) => r.writeHead(404).end('9')),
    ],
    ['sends what cannot be read', (server: FileServer) => (server.file = '<html>')],
    ['sends nothing', (server: FileServer) => (server.file = '')],
    ['breaks off', (server: FileServer) => (server.answer = (r) => r.destroy())],
    ['does not answer', (server: FileServer) => (server.answer = () => {})],
    [
      'begins and does not end',
      (server: FileServer) => (server.answer = (r) => r.writeHead(200).write('9')),
    ],
    [
      'sends elsewhere',
      (server: FileServer) => (server.answer = (r) => r.writeHead(302, { location: '/x' }).end()),
    ],
  ])('%s', async (_, breaks) => {
    const value = remote({ ttl: 10 })
    expect(await value(log)).toBe(1)
    breaks(server)
    pass(10)
    expect(await value(log)).toBe(1)
    expect(warnings).toEqual([[expect.stringContaining(server.url), { error: expect.any(Error) }]])
    // The next request does not wait for a server that has just failed.
    expect(value(log)).toBe(1)
    server.answer = undefined
    server.file = '3'
    pass(10)
    expect(await value(log)).toBe(3)
  })

  test('is down', async () => {
    const value = remote({ ttl: 10 })
    await value(log)
    await server.close()
    pass(10)
    expect(await value(log)).toBe(1)
    expect(warnings).toHaveLength(1)
  })
})

test('the initial value counts where the file was never had', async () => {
  server.answer = (response) => response.writeHead(503).end()
  const value = remote()
  expect(await value(log)).toBe(0)
  expect(value(log)).toBe(0)
})

test('a file that could not be read is sent again, whatever its ETag', async () => {
  server.file = 'no number'
  const value = remote()
  await value(log)
  pass(60)
  await value(log)
  expect(server.answered).toEqual([200, 200])
})

test('nothing is asked before the first request', async () => {
  const value = remote()
  const app = ledge().viewerRequest(async (ctx) => text(String(await value(ctx.log))))
  app.handlers()
  expect(server.answered).toEqual([])
  expect((await run(app, viewerRequestEvent('/'))).body).toBe('1')
})

test.each([
  [{ url: 'http://config.example.com/flags' }, 'expected url to be an https URL'],
  [{ url: 'flags.json' }, 'expected url to be an https URL'],
  [
    { url: 'https://config.example.com/', ttl: 0 },
    'expected ttl to be a number of seconds above 0',
  ],
  [{ url: 'https://config.example.com/', timeout: Number.NaN }, 'expected timeout to be'],
  [{ url: 'https://config.example.com/', tll: 5 } as RemoteOptions, 'expected an option among'],
])('refuses %j', (options, message) => {
  expect(() => remoteValue('flags', options, 0, Number)).toThrow(`flags.remote: ${message}`)
})
