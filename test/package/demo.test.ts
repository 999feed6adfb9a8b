import { spawnSync } from 'node:child_process'
import { stripVTControlCharacters } from 'node:util'
import type { CloudFrontRequest, Trigger } from 'ledge'
import { originRequestEvent, run } from 'ledge/testing'
import { describe, expect, test } from 'vitest'
import { inColour, plain } from '../../scripts/demo/paint.js'
import { toText } from '../../scripts/demo/to-text.js'

/** `npm run demo` without its first half, the build, which has been made for all tests here. */
function demo(...args: string[]): { status: number | null; stdout: string; stderr: string } {
  return spawnSync(process.execPath, ['scripts/demo.mjs', ...args], {
    encoding: 'utf8',
    timeout: 60_000,
  })
}

interface Document {
  readonly events: readonly {
    readonly title: string
    readonly trigger: Trigger
    readonly steps: readonly { readonly name: string; readonly ms: number }[]
    readonly changes: readonly { readonly path: string }[]
    readonly kind: string
    readonly result: Partial<CloudFrontRequest>
    readonly findings: readonly unknown[]
  }[]
  readonly summary: Readonly<Record<string, { readonly events: number; readonly steps: number }>>
}

describe('in a terminal', () => {
  const { status, stdout, stderr } = demo()
  const lines = stdout.split('\n')

  test('it ends by itself and well', () => {
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' })
    expect(stdout).toContain('CloudFront would take all of it.')
  })

  test('it is no wider than 100 columns', () => {
    expect(lines.filter((line) => line.length > 100)).toEqual([])
  })

  test('it has no colours in a pipe', () => {
    expect(stripVTControlCharacters(stdout)).toBe(stdout)
  })

  test('it says of each event what came, who ran, what changed and what went out', () => {
    const blocks = stdout.split('\n\n').filter((block) => /^ *\d+\. /.test(block))
    expect(blocks.length).toBeGreaterThan(15)
    const rows = /^ *\d+\. .+\n +(viewer|origin)-re\w+ +[A-Z]+ \/.*\n +ran +.+\n +changed +.+\n/
    expect(blocks.filter((block) => !rows.test(block) || !/^ +went out +/m.test(block))).toEqual([])
    expect(stdout).toMatch(/ran +strip home \d+ µs → home-test \d+ µs → oneSpelling \d+ µs\n/)
  })
})

describe('for machines', () => {
  const { status, stdout } = demo('--json')
  const { events, summary }: Document = JSON.parse(stdout)

  test('it is one JSON document', () => {
    expect(status).toBe(0)
    expect(summary.total?.events).toBe(events.length)
  })

  test('all triggers are there, answers, requests that go on, and both kinds of origin', () => {
    expect(new Set(events.map(({ trigger }) => trigger)).size).toBe(4)
    expect(new Set(events.map(({ kind }) => kind))).toEqual(new Set(['passed', 'replied']))
    expect(events.some(({ result }) => result.origin?.s3)).toBe(true)
    expect(events.some(({ result }) => result.origin?.custom)).toBe(true)
    expect(events.some(({ result }) => result.body)).toBe(true)
  })

  test('the steps are named in order, with their time', () => {
    const [first] = events
    expect(first?.steps.map(({ name }) => name)).toEqual(['strip home', 'home-test', 'oneSpelling'])
    expect(events.flatMap(({ steps }) => steps).filter(({ ms }) => !(ms >= 0))).toEqual([])
  })

  test('each place where something can change does somewhere', () => {
    const places = events.flatMap(({ changes }) => changes.map(({ path }) => path.split('.')[0]))
    expect([...new Set(places)]).toEqual(
      expect.arrayContaining(['uri', 'query', 'headers', 'cookies', 'origin', 'status', 'body']),
    )
  })

  test('CloudFront would take every result', () => {
    expect(events.flatMap(({ findings }) => findings)).toEqual([])
  })
})

test('on a terminal it is the same text in colours', async () => {
  const outcome = await run((_ctx, next) => next(), originRequestEvent('/\u001b[31m'))
  const shown = [{ title: 'A control character', outcome }]
  const coloured = toText(shown, inColour)
  expect(coloured).not.toBe(toText(shown, plain))
  expect(stripVTControlCharacters(coloured)).toBe(toText(shown, plain))
})
