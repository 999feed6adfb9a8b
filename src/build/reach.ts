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
 * Whether paths may also be the same but for upper and lower case. An app may see it so, and where
 * functions are given to behaviors one too many does less harm than one too few. CloudFront tells them
 * apart.
 */
export type Case = 'any case' | 'as written'

/**
 * A path with which a request of a behavior comes to a route: both patterns match it, and no behavior
 * before does. `undefined` where there is none: patterns are simple languages, so this is exact.
 *
 * @param routes path-to-regexp patterns; none of them is every path
 */
export function sharedPath(
  routes: readonly string[],
  behavior: string,
  earlier: readonly string[],
  spelling: Case = 'any case',
): string | undefined {
  const find = (read: Reading): string | undefined =>
    findPath(
      [routesLanguage(routes, read), behaviorLanguage(behavior, read)],
      earlier.map((other) => behaviorLanguage(other, read)),
      [...routes, behavior, ...earlier].map(read),
    )
  return find(asWritten) ?? (spelling === 'any case' ? find(lowerCase) : undefined)
}

/** Whether a path in normal form matches a behavior's pattern, as CloudFront has it. */
export function behaviorMatches(pattern: string, path: string): boolean {
  const language = behaviorLanguage(pattern, asWritten)
  const end = [...path].reduce((state, one) => step(state, language, one), begin(language))
  return accepts(end, language)
}

/** A path that one of some routes matches, and none of others does. */
export function pathOutside(
  routes: readonly string[],
  others: readonly (readonly string[])[],
): string | undefined {
  return findPath(
    [routesLanguage(routes, asWritten)],
    others.map((paths) => routesLanguage(paths, asWritten)),
    [...routes, ...others.flat()],
  )
}

/**
 * A path that is in some languages, and not in others. Their automata run side by side over every
 * text, until they are all where they have been before.
 */
function findPath(
  inside: readonly Language[],
  outside: readonly Language[],
  patterns: readonly string[],
): string | undefined {
  const languages = [...inside, ...outside]
  const alphabet = charactersOf(patterns)
  const start = languages.map((language) => step(begin(language), language, '/'))
  const seen = new Set<string>()
  // The list grows while it is gone through: breadth first, so that the path is a short one.
  const queue = [{ path: '/', states: start }]
  for (const { path, states } of queue) {
    const accepted = states.map((state, i) => accepts(state, languages[i]!))
    const wanted = accepted.every((is, i) => is === i < inside.length)
    if (wanted) return path
    for (const character of alphabet) {
      // Both sides look at paths in normal form, where no slash follows another.
      if (character === '/' && path.endsWith('/')) continue
      const next = states.map((state, i) => step(state, languages[i]!, character))
      const alive = next
        .slice(0, inside.length)
        .every((state) => state.some(({ size }) => size > 0))
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

type Reading = (text: string) => string

function asWritten(text: string): string {
  return text
}

function lowerCase(text: string): string {
  return text.toLowerCase()
}

function exactly(text: string): Piece[] {
  return [...text].map((wanted) => ({
    many: false,
    accepts: (character) => character === wanted,
  }))
}

/** CloudFront's own patterns: `*` and `?`, and a slash in front that may be left out. */
function behaviorLanguage(pattern: string, read: Reading): Language {
  const whole = /^[/*]/.test(pattern) ? pattern : `/${pattern}`
  return [
    [...read(whole)].flatMap((character) => {
      if (character === '*') return anything
      return character === '?' ? oneOfAny : exactly(character)
    }),
  ]
}

function routesLanguage(paths: readonly string[], read: Reading): Language {
  return paths.length > 0 ? paths.flatMap((path) => routeLanguage(path, read)) : [[anything]]
}

/** A route's path, of which a slash at the end is no part. */
function routeLanguage(path: string, read: Reading): Language {
  return readPattern(path).flatMap((flat) => {
    const whole = flat.flatMap((piece) => {
      if (piece.type === 'text') return exactly(read(piece.value))
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
  const named = new Set(['/', ...patterns.join('')])
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
