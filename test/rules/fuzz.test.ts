import { expect, test } from 'vitest'
import type { CloudFrontEvent, Trigger } from '../../src/event.js'
import { type Finding, rules, type ValidateOptions, validate } from '../../src/rules/index.js'
import { everyTrigger } from '../../src/rules/rule.js'
import * as events from '../fixtures/events.js'

const runs = 100_000

test(`validate never throws: ${runs.toLocaleString('en')} hostile results and events`, () => {
  const found = new Set<string>()
  for (let run = 0; run < runs; run++) {
    const [kind, make] = pick(makers)
    const trigger = chance(0.9) ? kind : pick(everyTrigger)
    const event = (chance(0.95) ? came.get(make) : hostile()) as CloudFrontEvent
    const result = chance(0.85) ? disturbed(make()) : hostile()
    for (const finding of validate(trigger, event, result, chance(0.2) ? lenient : {})) {
      found.add(finding.rule)
      if (!isSound(finding, trigger)) expect.fail(`run ${run}: ${JSON.stringify(finding)}`)
    }
  }
  // Were a rule never reached, this would prove nothing of it. Sizes are a matter of bytes alone.
  const reachable = rules.map(({ id }) => id).filter((id) => !/^thr|size|large|length/.test(id))
  expect(reachable.filter((id) => !found.has(id))).toEqual([])
}, 120_000)

test.each<[string, () => unknown]>([
  ['a sparse list of four billion', () => ({ status: '200', body: new Array(2 ** 32 - 1) })],
  ['ten texts of 100 MB', () => ({ headers: Array(10).fill('x'.repeat(100_000_000)) })],
  ['a hundred thousand headers', () => ({ headers: Object.fromEntries(entries(100_000)) })],
  ['a header of a million lines', () => ({ headers: { a: Array(1_000_000).fill(1) } })],
  ['an object that never ends', endless],
  ['a list ten thousand deep', () => ({ status: deep(10_000), headers: { a: deep(10_000) } })],
])('validate gives up on %s in time', (_, make) => {
  const start = performance.now()
  expect(validate('viewer-request', events.viewerRequest(), make()).length).toBeGreaterThan(0)
  expect(performance.now() - start).toBeLessThan(10_000)
})

const lenient: ValidateOptions = {
  viewerResponseStatus: 'ignored',
  viewerResponseBody: 'allowed',
  readOnlyField: 'ignored',
  replacedBody: 'truncated',
  base64Body: 'decoded',
}

const byId = new Map(rules.map((rule) => [rule.id as string, rule]))

function isSound({ rule: id, trigger, message, docs, fix }: Finding, asked: string): boolean {
  const rule = byId.get(id)
  return (
    rule !== undefined &&
    trigger === asked &&
    rule.triggers.some((known) => known === trigger) &&
    !/[\p{Cc}\u2028\u2029]/u.test(message) &&
    message.length < 2_000 &&
    docs === rule.docs &&
    fix === rule.fix
  )
}

// A seeded generator of its own: fast-check's would take minutes for as many.
let seed = 0x1ed9e

function random(): number {
  // mulberry32
  seed = (seed + 0x6d2b79f5) | 0
  let t = Math.imul(seed ^ (seed >>> 15), 1 | seed)
  t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
  return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32
}

function chance(probability: number): boolean {
  return random() < probability
}

function pick<T>(list: readonly T[]): T {
  return list[Math.floor(random() * list.length)] as T
}

const makers: readonly (readonly [Trigger, () => CloudFrontEvent])[] = [
  ['viewer-request', events.viewerRequest],
  ['viewer-request', events.viewerRequestWithBody],
  ['origin-request', events.originRequestCustom],
  ['origin-request', events.originRequestS3],
  ['origin-response', events.originResponse],
  ['origin-response', events.originResponseChunked500],
  ['viewer-response', events.viewerResponse],
]

// The events are only looked at, so that one of each is enough.
const came = new Map(makers.map(([, make]) => [make, make()]))

/** A message of an event, some of its values at any depth replaced, some added. */
function disturbed(event: CloudFrontEvent): unknown {
  const { request, response } = event.Records[0].cf
  const message = (response ?? request) as unknown as Record<string, unknown>
  for (let changes = Math.floor(random() * 4); changes >= 0; changes--) {
    try {
      disturb(message)
    } catch {
      // What was put in before does not like to be looked at.
    }
  }
  return message
}

function disturb(target: Record<string, unknown>): void {
  const known = 'host' in target || 'server' in target ? headerNames : fieldNames
  const name = chance(0.6) ? pick(Object.keys(target)) : pick(known)
  // Not '__proto__' of an ordinary object, which is everyone's.
  const value = name !== undefined && Object.hasOwn(target, name) ? target[name] : undefined
  if (typeof value === 'object' && value !== null && chance(0.8))
    disturb(value as Record<string, unknown>)
  else if (name !== undefined) target[name] = chance(0.6) ? pick(plausible)() : hostile()
}

const fieldNames = [
  ...['status', 'statusDescription', 'headers', 'body', 'bodyEncoding', 'uri', 'querystring'],
  ...['origin', 'custom', 's3', 'action', 'encoding', 'data', 'method', 'key', 'value', 'cookie'],
]

const headerNames = [
  ...['connection', 'via', 'host', 'X-Edge-A', 'x-amzn-a', 'cloudfront-viewer-country', 'etag'],
  ...['cloudfront-viewer-city', 'cache-control', 'set-cookie', '__proto__', 'constructor', ''],
  ...['toString', 'a b', 'x\r\ny', '\ud800', 'length', '0', 'toJSON'],
]

const plausible: readonly (() => unknown)[] = [
  ...['200', '204', '600', 200, 99, 'base64', 'text', 'replace', 'read-only', ''].map(always),
  ...['/a b', '/ok', 'a=b&c#d', 'aGk=', 'not base64', 443, 7, 'no-store'].map(always),
  () => [{ key: 'X-A', value: '1' }],
  () => [{ value: 'a\r\nb' }],
  () => [{ key: 'Via' }],
  () => ['raw'],
  () => [],
  () => ({}),
  () => ({ action: 'replace', data: 'a' }),
]

const leaves: readonly (() => unknown)[] = [
  ...[
    undefined,
    null,
    true,
    0,
    -0,
    Number.NaN,
    Number.POSITIVE_INFINITY,
    1e308,
    1n,
    Symbol('a'),
  ].map((value) => () => value),
  ...['', '\0', '\r\n', '\ud800', '\u2028', '{', '"', '__proto__', '☂', '%', 'x'.repeat(999)].map(
    always,
  ),
  () => () => 1,
  () => new Date(Number.NaN),
  () => new Map([[1, 2]]),
  () => new Uint8Array(9),
  () => Object.create(null),
  () => /./g,
  () => new Proxy({}, { get: fail, ownKeys: fail, has: fail, getPrototypeOf: fail }),
  () => {
    const { proxy, revoke } = Proxy.revocable({}, {})
    revoke()
    return proxy
  },
  () => Object.defineProperty({}, 'status', { enumerable: true, get: fail }),
  () => ({ toJSON: fail }),
  () => ({ toJSON: () => undefined }),
  () => ({ toJSON: () => ({ status: '200', toJSON: fail }) }),
  () => JSON.parse('{"__proto__": {"status": "200"}, "constructor": 1}'),
  () => {
    const cycle: Record<string, unknown> = { status: '200' }
    cycle.headers = { a: [cycle] }
    return cycle
  },
]

function hostile(depth = 0): unknown {
  if (depth > 3 || chance(0.6)) return pick(leaves)()
  const items = Array.from({ length: Math.floor(random() * 4) }, () => hostile(depth + 1))
  return chance(0.4)
    ? items
    : Object.fromEntries(items.map((item) => [pick(chance(0.5) ? fieldNames : headerNames), item]))
}

function always(value: unknown): () => unknown {
  return () => value
}

const failure = new Error('looked at')

function fail(): never {
  throw failure
}

function entries(count: number): [string, unknown][] {
  return Array.from({ length: count }, (_, i) => [`x-${i}`, i])
}

function endless(): unknown {
  return {
    get next(): unknown {
      return endless()
    },
  }
}

function deep(depth: number): unknown {
  let value: unknown = []
  for (let i = 0; i < depth; i++) value = [value]
  return value
}
