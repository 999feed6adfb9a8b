import { AsyncLocalStorage } from 'node:async_hooks'
import { badOption } from '../options.js'
import { replaceRandomness } from './seeded.js'

/** What is the same in every run of a test. */
export interface World {
  /** The time that `Date` tells, as long as the run takes. Default: the real one, which passes. */
  readonly now?: Date | number | string
  /**
   * Begins the row of numbers that `Math.random`, the global `crypto` and the object `node:crypto`
   * give. A function that was imported from `node:crypto` by its name stays random. Default: chance.
   */
  readonly seed?: number
}

interface Given {
  readonly now: number | undefined
  readonly random: (() => number) | undefined
}

const worlds = new AsyncLocalStorage<Given>()
let running = 0
let restore = (): void => {}

/**
 * Runs `act` in a world of its own. Runs at the same time do not see each other's: what is replaced
 * in the globals asks whose call it is, and it is replaced only as long as such a run goes on.
 */
export async function inWorld<T>({ now, seed }: World, act: () => Promise<T>): Promise<T> {
  if (now === undefined && seed === undefined) return act()
  const given: Given = {
    now: now === undefined ? undefined : momentOf(now),
    random: seed === undefined ? undefined : randomFrom(seed),
  }
  if (running++ === 0) restore = replaceGlobals()
  try {
    return await worlds.run(given, act)
  } finally {
    if (--running === 0) restore()
  }
}

/**
 * A time in milliseconds.
 *
 * @throws EdgeError `bad-option` for what is none.
 */
export function momentOf(now: NonNullable<World['now']>): number {
  const time = new Date(now).getTime()
  if (Number.isNaN(time)) throw badOption('now', 'a date, its text or its milliseconds', now)
  return time
}

function replaceGlobals(): () => void {
  const restoreDate = replaceDate(() => worlds.getStore()?.now)
  const restoreRandomness = replaceRandomness(() => worlds.getStore()?.random)
  return () => {
    restoreDate()
    restoreRandomness()
  }
}

/** A proxy, so that `instanceof Date` holds for every date, whenever it was made. */
function replaceDate(fixed: () => number | undefined): () => void {
  const Real = globalThis.Date
  const now = (): number => fixed() ?? Real.now()
  globalThis.Date = new Proxy(Real, {
    construct: (target, args, newTarget) =>
      Reflect.construct(target, args.length === 0 ? [now()] : args, newTarget),
    apply: () => new Real(now()).toString(),
    get: (target, name, receiver) => (name === 'now' ? now : Reflect.get(target, name, receiver)),
  })
  return () => {
    globalThis.Date = Real
  }
}

/** Mulberry32, by Tommy Ettinger: small, and even enough for tests. */
function randomFrom(seed: number): () => number {
  let state = seed | 0
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let bits = Math.imul(state ^ (state >>> 15), 1 | state)
    bits = (bits + Math.imul(bits ^ (bits >>> 7), 61 | bits)) ^ bits
    return ((bits ^ (bits >>> 14)) >>> 0) / 2 ** 32
  }
}
