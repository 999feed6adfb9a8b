import { readings } from './canonical-path.js'
import type { RouteMatch } from './route-match.js'
import { merge } from './route-tree.js'
import type { Lookup } from './router.js'

/** The routes that match a uri in any reading, each once: to get past a guard takes more than a slash. */
export function findRoutes(lookup: Lookup, uri: string): readonly RouteMatch[] {
  // Most uris can be read in one way only, and that at a glance.
  if (!/[%\\]|\/[/.]/.test(uri)) return lookup(uri)
  // Of a route that more than one reading matches, the first gives the params.
  return readings(uri)
    .map(lookup)
    .reduce((found, more) =>
      merge(
        found,
        more.filter(({ route }) => !found.some((hit) => hit.route === route)),
      ),
    )
}
