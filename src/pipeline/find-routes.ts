import { readings } from './canonical-path.js'
import type { RouteMatch } from './route-match.js'
import { merge } from './route-tree.js'
import type { Lookup } from './router.js'

/** The routes that match a uri in any reading, each once: to get past a guard takes more than a slash. */
export function findRoutes(lookup: Lookup, uri: string): readonly RouteMatch[] {
  const paths = readings(uri)
  if (paths.length === 1) return lookup(paths[0]!)
  // Of a route that more than one reading matches, the first gives the params.
  return paths.map(lookup).reduce((found, more) => {
    const others = more.filter(({ route }) => !found.some((hit) => hit.route === route))
    return merge(found, others)
  })
}
