import { readPattern } from '../pipeline/router.js'

/**
 * Whether a request that a behavior takes can come to a route: whether there is a path that both
 * patterns match and no behavior before does. The three are simple languages, so this is exact: their
 * automata run side by side over every text, until they are where they were before.
 */

/** One character, or any number of them. */
interface Piece {
  accepts(character: string): boolean
  readonly many: boolean
}

/** The alternatives of a pattern; a path that matches one of them matches the pattern. */
type Language = readonly (readonly Piece[])[]

/** For each alternative, the positions that what was read so far can have come to. */
type State = readonly ReadonlySet<number>[]

/** @param routes path-to-regexp patterns; none of them is every path */
export function canReach(
  routes: readonly string[],
  behavior: string,
  earlier: readonly string[],
): boolean {
  const route = routes.length > 0 ? routes.flatMap(routeLanguage) : [[anything]]
  const languages = [route, behaviorLanguage(behavior), ...earlier.map(behaviorLanguage)]
  const alphabet = charactersOf([...routes, behavior, ...earlier])
  const start = languages.map(begin)
  const seen = new Set([keyOf(start)])
  for (const queue = [start]; queue.length > 0; ) {
    const states = queue.pop()!
    const [inRoute, inBehavior, ...inEarlier] = states.map((state, i) =>
      accepts(state, languages[i]!),
    )
    if (inRoute && inBehavior && !inEarlier.includes(true)) return true
    for (const character of alphabet) {
      const next = states.map((state, i) => step(state, languages[i]!, character))
      const alive = next.slice(0, 2).every((state) => state.some(({ size }) => size > 0))
      const key = keyOf(next)
      if (!alive || seen.has(key)) continue
      seen.add(key)
      queue.push(next)
    }
  }
  return false
}

/** A character that stands for all that no pattern names. */
const other = '\u0000'

const anything: Piece = { many: true, accepts: () => true }
const oneOfAny: Piece = { many: false, accepts: () => true }
const oneNoSlash: Piece = { many: false, accepts: (character) => character !== '/' }
const manyNoSlash: Piece = { many: true, accepts: oneNoSlash.accepts }

/** Without regard to case: an app may be so, and a function too many does less harm than one too few. */
function exactly(text: string): Piece[] {
  return [...text.toLowerCase()].map((wanted) => ({
    many: false,
    accepts: (character) => character === wanted,
  }))
}

/** CloudFront's own patterns: `*` and `?`, and a slash in front that may be left out. */
function behaviorLanguage(pattern: string): Language {
  const whole = /^[/*]/.test(pattern) ? pattern : `/${pattern}`
  return [
    [...whole].flatMap((character) => {
      if (character === '*') return anything
      return character === '?' ? oneOfAny : exactly(character)
    }),
  ]
}

/** A route's path, of which a slash at the end is no part. */
function routeLanguage(path: string): Language {
  return readPattern(path).flatMap((flat) => {
    const whole = flat.flatMap((piece) => {
      if (piece.type === 'text') return exactly(piece.value)
      return piece.type === 'param' ? [oneNoSlash, manyNoSlash] : [oneOfAny, anything]
    })
    return [whole, [...whole, ...exactly('/')]]
  })
}

/** A pattern's own syntax is harmless in here: one character more to try. */
function charactersOf(patterns: readonly string[]): string[] {
  return [...new Set([...patterns.join('').toLowerCase(), '/', other])]
}

function begin(language: Language): State {
  return language.map((alternative) => close(alternative, [0]))
}

function step(state: State, language: Language, character: string): State {
  return language.map((alternative, i) => {
    const reached = [...state[i]!].flatMap((position) => {
      const piece = alternative[position]
      if (!piece?.accepts(character)) return []
      return piece.many ? position : position + 1
    })
    return close(alternative, reached)
  })
}

function accepts(state: State, language: Language): boolean {
  return language.some((alternative, i) => state[i]!.has(alternative.length))
}

/** With the positions behind pieces that may match nothing. */
function close(alternative: readonly Piece[], positions: readonly number[]): Set<number> {
  const all = new Set(positions)
  for (const position of all) if (alternative[position]?.many) all.add(position + 1)
  return all
}

function keyOf(states: readonly State[]): string {
  return states
    .map((state) => state.map((set) => [...set].sort((a, b) => a - b).join()).join('|'))
    .join(' ')
}
