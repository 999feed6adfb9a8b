import { show } from '../error.js'
import { didYouMean } from './nearest.js'

/** Where in a config: `['behaviors', 1, 'cache']`. */
export type Place = readonly (string | number)[]

/** One thing in a config that is not as it must be. */
export interface Fault {
  readonly place: Place
  readonly message: string
}

/** `behaviors[1].cache`, as it would be written in code. */
export function placeText(place: Place): string {
  return place.reduce<string>((text, key) => {
    if (typeof key === 'number') return `${text}[${key}]`
    if (!/^[\w$]+$/.test(key)) return `${text}[${show(key)}]`
    return text ? `${text}.${key}` : key
  }, '')
}

export function fault(place: Place, expected: string, came: unknown, hint = ''): Fault {
  const subject = placeText(place) || 'the config'
  return { place, message: `Expected ${subject} to be ${expected}, got ${show(came)}.${hint}` }
}

/** Faults of the keys that an object may not have, each with the reason or the nearest that it may. */
export function* unknownKeys(
  value: object,
  known: readonly string[],
  place: Place,
  reasons: Readonly<Record<string, string>> = {},
): Generator<Fault> {
  for (const key of Object.keys(value)) {
    if (known.includes(key)) continue
    const why = reasons[key] ?? `There is ${known.join(', ')}.${didYouMean(key, known)}`
    yield {
      place: [...place, key],
      message: `Unknown option ${placeText([...place, key])}. ${why}`,
    }
  }
}

export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

export function isText(value: unknown): value is string {
  return typeof value === 'string' && value !== ''
}
