import { readOdd, toRegexp } from '#patterns'
import { EdgeError } from '../error.js'
import { newSpelling } from './old-path-syntax.js'
import { asItIs, type Key, type RouteMatch } from './route-match.js'
import { type Flat, flatten, type RouteOptions, readPlain } from './route-pattern.js'
import { addEnd, behindParam, behindText, find, routeNode } from './route-tree.js'

/** A route that matched. */
export interface Hit {
  /** Its place in the list that the lookup was made of. */
  readonly route: number
  /**
   * Decoded when first read; malformed percent-encoding is given as it came. A param of a group that
   * was left out is absent. Inherits nothing, so that no name means more than another.
   */
  readonly params: Readonly<Record<string, string | string[]>>
}

/** The routes that match a canonical path, all of them, in order. */
export type Lookup = (path: string) => readonly RouteMatch[]

/**
 * What path-to-regexp's `match` does for one pattern, for all patterns at once. Fixed text that a uri
 * would percent-encode matches in both spellings.
 *
 * Patterns that `checkPath` refuses may make it throw in words that name no place.
 *
 * @param routes The patterns of each; the first that matches gives the params. One without any never
 * matches.
 */
export function createLookup(
  routes: readonly (readonly string[])[],
  { sensitive, trailing }: RouteOptions,
): Lookup {
  const fold = sensitive ? asItIs : lowerCase
  const tree = routeNode('')
  let order = 0
  for (const [route, patterns] of routes.entries()) {
    for (const flat of patterns.flatMap(readPattern)) plant(flat, route)
  }
  // A unit test's event may have no uri.
  return (path = '') => find(tree, path, fold(path), trailing)

  /** As far down the tree as text and whole segments lead, by regular expression from there. */
  function plant(flat: Flat, route: number): void {
    const keys: Key[] = []
    let node = tree
    let skip = 0
    let isPlaced = true
    let isOpen = false
    for (let i = 0; i < flat.length; i++) {
      const piece = flat[i]!
      if (piece.type === 'text') {
        skip += piece.value.length
        // Beyond ASCII the regular expression has its own idea of case.
        isPlaced &&= sensitive || !/[^\0-\x7f]/.test(piece.value)
        if (isPlaced) node = behindText(node, fold(piece.value))
      } else {
        keys.push({ type: piece.type, name: piece.name, skip })
        skip = 0
        const next = flat[i + 1]
        isOpen = isPlaced && !next && piece.type === 'wildcard'
        isPlaced &&=
          piece.type === 'param' && (!next || (next.type === 'text' && next.value[0] === '/'))
        if (isPlaced) node = behindParam(node)
      }
    }
    const isTree = isPlaced || isOpen
    const regexp = isTree ? undefined : toRegexp(flat, { sensitive, trailing })
    const way = { order: order++, route, keys, regexp }
    if (isPlaced) addEnd(node, way)
    else node.rests = [...node.rests, way]
  }
}

/**
 * Refuses what is no pattern, in path-to-regexp's words or, for the syntax of Express 4, with the new
 * spelling; and what no path in normal form can match.
 *
 * @throws EdgeError `bad-path`
 */
export function checkPath(pattern: string, where: string): void {
  // Most patterns show at a glance that nothing is wrong with them.
  if (/^(?:\/(?::[A-Za-z_]\w*|[\w-]+))+$/.test(pattern)) return
  const today = newSpelling(pattern)
  if (today !== undefined) {
    throw new EdgeError(
      'bad-path',
      `${where}: Express 4 wrote '${pattern}'; write '${today}' and check in the middleware what a param may be.`,
    )
  }
  try {
    createLookup([[pattern]], { sensitive: true, trailing: true })
  } catch (cause) {
    throw badPath(where, pattern, (cause as Error).message)
  }
  if (/^(?![/{*])|\/\/|\/\.\.?(\/|$)/.test(pattern)) {
    throw badPath(where, pattern, 'a path begins with / and has no empty or dot segments')
  }
}

/** All that a pattern stands for. */
export function readPattern(pattern: string): Flat[] {
  const plain = readPlain(pattern)
  if (plain) return pattern.includes('{') ? flatten(plain) : [plain as Flat]
  return readOdd(pattern)
}

function lowerCase(text: string): string {
  return text.replace(/[A-Z]+/g, (letters) => letters.toLowerCase())
}

function badPath(where: string, pattern: string, why: string): EdgeError {
  return new EdgeError(
    'bad-path',
    `${where}: expected a path-to-regexp pattern, got '${pattern}': ${why}.`,
  )
}
