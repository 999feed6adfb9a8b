import { checkPath } from '#checks'
import { canonicalPath } from '../pipeline/canonical-path.js'
import { createLookup, type Hit } from '../pipeline/router.js'

/** Which patterns of a table match a uri, in order: the index of each, and its params. */
export type PathTable = (uri: string) => readonly Hit[]

/**
 * A table of path-to-regexp patterns, for recipes that have rules by path.
 *
 * Uris are matched as those of an app are: by their normalised copy, so that `/%6fld` is `/old`, and
 * case-sensitive. A slash at the end makes no difference, neither in a pattern nor in a uri. A lookup
 * takes hardly longer in ten thousand patterns than in ten.
 *
 * @param where What messages call the table.
 * @throws EdgeError `bad-path`.
 * @example
 * ```ts
 * const table = pathTable('my recipe', ['/old/:slug', '/blog{/*rest}'])
 * table('/old/shoes/') // [{ route: 0, params: { slug: 'shoes' } }]
 * ```
 */
export function pathTable(where: string, patterns: readonly string[]): PathTable {
  // Most of a large table are single paths. In a map those take a fraction of the time at a cold start,
  // and of the memory, that they take as branches of the router's tree.
  const single = new Map<string, Hit[]>()
  const routes = patterns.map((pattern, route) => {
    if (!isSingle(pattern)) {
      checkPath(pattern, where)
      return [withoutSlash(pattern)]
    }
    const path = withoutSlash(pattern)
    single.set(path, [...(single.get(path) ?? []), { route, params: {} }])
    return []
  })
  const lookup = createLookup(routes, { sensitive: true, trailing: true })
  return (uri) => {
    const path = canonicalPath(uri)
    const exact = single.get(withoutSlash(path))
    const others = lookup(path)
    if (!exact || others.length === 0) return exact ?? others
    return [...exact, ...others].sort((a, b) => a.route - b.route)
  }
}

/** Whether a pattern says what it matches, letter by letter, as a normalised path has it. */
function isSingle(pattern: string): boolean {
  return /^(?:\/(?!\.\.?(?:\/|$))[\w.~-]+)+\/?$/.test(pattern)
}

function withoutSlash(path: string): string {
  return path.length > 1 && path.endsWith('/') ? path.slice(0, -1) : path
}
