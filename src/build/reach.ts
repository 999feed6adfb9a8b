import { readPattern } from '../pipeline/router.js'

/** One character, or any number of them. */
interface Piece {
  accepts(character: string): boolean
  readonly many: boolean
}

/** The alternatives of a pattern; a path that matches one of them matches the pattern. */
type Language = readonly (readonly Piece[])[]

/** For each alternative, the positions that what was read so far can have come to. */
type State = readonly ReadonlySet<number>[]

/**
 * A path with which a request of a behavior comes to a route: both patterns match it, and no behavior
 * before does. `undefined` where there is none: patterns are simple languages, so this is exact. Their
 * automata run side by side over every text, until they are all where they have been before.
 *
 * @param routes path-to-regexp patterns; none of them is every path
 */
export function sharedPath(
  routes: readonly string[],
  behavior: string,
  earlier: readonly string[],
): string | undefined {
  const route = routes.length > 0 ? routes.flatMap(routeLanguage) : [[anything]]
  const languages = [route, behaviorLanguage(behavior), ...earlier.map(behaviorLanguage)]
  const alphabet = charactersOf([...routes, behavior, ...earlier])
  const start = languages.map((language) => step(begin(language), language, '/'))
  const seen = new Set<string>()
  // The list grows while it is gone through: breadth first, so that the path is a short one.
  const queue = [{ path: '/', states: start }]
  for (const { path, states } of queue) {
    const [inRoute, inBehavior, ...inEarlier] = states.map((state, i) =>
      accepts(state, languages[i]!),
    )
    if (inRoute && inBehavior && !inEarlier.includes(true)) return path
    for (const character of alphabet) {
      // Both sides look at paths in normal form, where no slash follows another.
      if (character === '/' && path.endsWith('/')) continue
      const next = states.map((state, i) => step(state, languages[i]!, character))
      const alive = next.slice(0, 2).every((state) => state.some(({ size }) => size > 0))
      const key = `${character === '/'} ${keyOf(next)}`
      if (!alive || seen.has(key)) continue
      seen.add(key)
      queue.push({ path: path + character, states: next })
    }
  }
  return undefined
}

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

/**
 * The characters that the patterns tell apart, and one for all others. Those of the patterns' own
 * syntax are harmless: some more to try.
 */
function charactersOf(patterns: readonly string[]): string[] {
  const named = new Set(['/', ...patterns.join('').toLowerCase()])
  const other = [...'abcdefghijklmnopqrstuvwxyz0123456789-_~\u0000'].find((one) => !named.has(one))
  return [...named, other!]
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
