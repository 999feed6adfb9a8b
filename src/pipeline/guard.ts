import { readings } from './canonical-path.js'
import type { Condition, Scope } from './entry.js'
import type { RouteOptions } from './route-pattern.js'
import { createLookup } from './router.js'

/**
 * A scope as one condition, for what stands outside the chain.
 *
 * @param quantifier Whether the paths must match some reading of a uri, as those of a route do, or every
 * one.
 */
export function guard(
  { paths, holds }: Scope,
  options: RouteOptions = { sensitive: true, trailing: true },
  quantifier: 'some' | 'every' = 'some',
): Condition {
  const lookup = createLookup([paths], options)
  return (ctx) =>
    (paths.length === 0 ||
      readings(ctx.request.uri)[quantifier]((path) => lookup(path).length > 0)) &&
    (!holds || holds(ctx))
}
