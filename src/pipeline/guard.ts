import { canonicalPath } from './canonical-path.js'
import type { Condition, Scope } from './entry.js'
import type { RouteOptions } from './route-pattern.js'
import { createLookup } from './router.js'

/** A scope as one condition, for what stands outside the chain. */
export function guard(
  { paths, holds }: Scope,
  options: RouteOptions = { sensitive: true, trailing: true },
): Condition {
  const lookup = createLookup([paths], options)
  return (ctx) =>
    (paths.length === 0 || lookup(canonicalPath(ctx.request.uri)).length > 0) &&
    (!holds || holds(ctx))
}
