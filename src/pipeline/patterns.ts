import { parse, pathToRegexp } from 'path-to-regexp'
import { canonicalEscapes } from './canonical-path.js'
import { type Flat, flatten, type RouteOptions } from './route-pattern.js'

// What only path-to-regexp can say of a pattern. Most apps have none that needs it.

/** All that a pattern stands for, its fixed text as it is written and as a uri has it. */
export function readOdd(pattern: string): Flat[] {
  // Refuses a pattern of more combinations than a program should try.
  pathToRegexp(pattern)
  const spellings = [parse(pattern), parse(pattern, { encodePath: escapeText })]
  return spellings.flatMap(({ tokens }) => flatten(tokens))
}

/** What decides where fixed text and whole segments do not say it all. */
export function toRegexp(flat: Flat, { sensitive, trailing }: RouteOptions): RegExp {
  return pathToRegexp({ tokens: [...flat] }, { sensitive, trailing }).regexp
}

function escapeText(text: string): string {
  return canonicalEscapes(text.replace(/[^!-~]+/g, encodeURIComponent))
}
