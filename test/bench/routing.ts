/**
 * A lookup in 10, 100 and 1,000 routes: by hand, by Ledge's router, by memoirist and by hono's routers.
 *
 * npm run --silent build && npx esbuild test/bench/routing.ts --bundle --platform=node --format=esm \
 *   --packages=external | node --input-type=module
 *
 * A third of the routes each are fixed paths, have a param at the end, and have one in the middle. All
 * must find the same route with the same params before they are timed; Ledge finds every route that
 * matches, the others one. A round times all in turn, forwards and backwards, on texts of their own as
 * each request has; the figures are the best rounds, since what else runs on the machine only ever adds.
 */
import { RegExpRouter } from 'hono/router/reg-exp-router'
import { TrieRouter } from 'hono/router/trie-router'
import { Memoirist } from 'memoirist'
import { canonicalPath } from '../../src/pipeline/canonical-path.js'
import { createLookup } from '../../src/pipeline/router.js'

interface Found {
  readonly route: number
  readonly params: Readonly<Record<string, unknown>>
}

type Router = (uri: string) => Found | undefined

const patternOf = (i: number): string =>
  [`/pages/section-${i}/index`, `/shop/${i}/:item`, `/users/:id/tab-${i}`][i % 3]!
const uriOf = (i: number): string =>
  [`/pages/section-${i}/index`, `/shop/${i}/hat`, `/users/ann/tab-${i}`][i % 3]!
const paramsOf = (i: number): object => [{}, { item: 'hat' }, { id: 'ann' }][i % 3]!

const routers: Readonly<Record<string, (patterns: readonly string[]) => Router>> = {
  hand(patterns) {
    const fixed = new Map<string, number>()
    const items = new Map<string, number>()
    const tabs = new Map<string, number>()
    patterns.forEach((pattern, i) => {
      if (i % 3 === 0) fixed.set(pattern, i)
      else if (i % 3 === 1) items.set(pattern.slice(0, -':item'.length), i)
      else tabs.set(pattern.slice('/users/:id/'.length), i)
    })
    return (uri) => {
      const route = fixed.get(uri)
      if (route !== undefined) return { route, params: {} }
      const last = uri.lastIndexOf('/') + 1
      const item = items.get(uri.slice(0, last))
      if (item !== undefined) return { route: item, params: { item: uri.slice(last) } }
      const tab = uri.startsWith('/users/') ? tabs.get(uri.slice(last)) : undefined
      return tab === undefined
        ? undefined
        : { route: tab, params: { id: uri.slice('/users/'.length, last - 1) } }
    }
  },
  ledge(patterns) {
    const lookup = createLookup(
      patterns.map((pattern) => [pattern]),
      { sensitive: true, trailing: true },
    )
    return (uri) => {
      const [hit] = lookup(canonicalPath(uri))
      // Params are made when they are read.
      return hit && { route: hit.route, params: hit.params }
    }
  },
  memoirist(patterns) {
    const router = new Memoirist<number>()
    patterns.forEach((pattern, i) => {
      router.add('GET', pattern, i)
    })
    return (uri) => {
      const found = router.find('GET', uri)
      return found ? { route: found.store, params: found.params } : undefined
    }
  },
  'hono trie': (patterns) => hono(new TrieRouter<number>(), patterns),
  'hono regexp': (patterns) => hono(new RegExpRouter<number>(), patterns),
}

function hono(
  router: TrieRouter<number> | RegExpRouter<number>,
  patterns: readonly string[],
): Router {
  patterns.forEach((pattern, i) => {
    router.add('GET', pattern, i)
  })
  return (uri) => {
    const [matches, stash] = router.match('GET', uri)
    const [match] = matches
    if (!match) return undefined
    const [route, params] = match
    const read = (value: unknown): unknown => (stash ? stash[value as number] : value)
    return {
      route,
      params: Object.fromEntries(
        Object.entries(params).map(([name, value]) => [name, read(value)]),
      ),
    }
  }
}

/** First, in the middle and last, of each kind, and none. */
function urisFor(size: number): readonly string[] {
  const places = [0, 1, 2].flatMap((kind) =>
    [0, Math.floor(size / 6) * 3, Math.floor((size - 3) / 3) * 3].map((at) => at + kind),
  )
  return [...places.map(uriOf), '/nowhere/at/all', '/users/ann/none']
}

function prove(name: string, router: Router, size: number): void {
  for (let i = 0; i < size; i++) {
    const found = router(uriOf(i))
    const params = { ...found?.params }
    if (found?.route === i && JSON.stringify(params) === JSON.stringify(paramsOf(i))) continue
    throw new Error(`${name} finds ${JSON.stringify(found)} for ${uriOf(i)}`)
  }
  if (router('/nowhere/at/all')) throw new Error(`${name} finds what is not there`)
}

let kept: unknown

/** Nanoseconds per lookup. */
function time(router: Router, uris: readonly string[]): number {
  const texts = Array.from({ length: 100 }, () =>
    uris.map((uri) => Buffer.from(uri).toString('latin1')),
  ).flat()
  const start = process.hrtime.bigint()
  for (const text of texts) kept = router(text)
  return Number(process.hrtime.bigint() - start) / texts.length
}

const names = Object.keys(routers)
console.log(`ns per lookup, and ratio to hand${''.padEnd(4)}`)
console.log(['routes', ...names].map((text) => text.padStart(16)).join(''))
for (const size of [10, 100, 1000]) {
  const patterns = Array.from({ length: size }, (_, i) => patternOf(i))
  const made = names.map((name) => [name, routers[name]!(patterns)] as const)
  for (const [name, router] of made) prove(name, router, size)
  const uris = urisFor(size)
  const best = new Map(names.map((name) => [name, Number.POSITIVE_INFINITY]))
  for (let round = 0; round < 60; round++) {
    for (const [name, router] of round % 2 ? made : made.toReversed()) {
      best.set(name, Math.min(best.get(name)!, time(router, uris)))
    }
  }
  const cells = names.map((name) => {
    const ns = best.get(name)!
    return `${ns.toFixed(0)} (${(ns / best.get('hand')!).toFixed(2)})`.padStart(16)
  })
  console.log(String(size).padStart(16) + cells.join(''))
}

console.log('\nms to make a router of 1,000 routes and look once')
const patterns = Array.from({ length: 1000 }, (_, i) => patternOf(i))
for (const name of names) {
  const times = Array.from({ length: 9 }, () => {
    const start = performance.now()
    kept = routers[name]!(patterns)(uriOf(1))
    return performance.now() - start
  })
  console.log(name.padStart(16), times.sort((a, b) => a - b)[4]!.toFixed(1))
}
if (kept === undefined) process.exitCode = 1
