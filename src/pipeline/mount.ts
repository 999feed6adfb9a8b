import type { Entry } from './entry.js'

/** What an app registered, as it acts under a prefix of another. */
export function prefixed(prefix: string, entry: Entry): Entry {
  if ('carry' in entry) return entry
  const { paths, depth, ownParams } = entry
  return {
    ...entry,
    depth: depth + 1,
    ownParams: ownParams && paths.length > 0,
    paths:
      paths.length > 0
        ? paths.map((path) => (path === '/' ? prefix : prefix + path))
        : // All that is under the prefix, also where the app tells '/p' from '/p/'.
          [prefix, `${prefix}/`, `${prefix}/*below`],
  }
}
