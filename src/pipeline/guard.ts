import type { ContextBase } from '../triggers/base.js'
import { canonicalPath } from './canonical-path.js'
import type { Condition } from './match.js'
import { createLookup, type RouteOptions } from './router.js'

/** One condition of a list of paths and of other conditions, for what stands outside the chain. */
export function guard(
  paths: readonly string[],
  conditions: readonly Condition[],
  where: string,
  options: RouteOptions = { sensitive: true, trailing: true },
): Condition {
  const lookup = paths.length > 0 ? createLookup([{ paths, where }], options) : undefined
  return (ctx: ContextBase) =>
    (!lookup || lookup(canonicalPath(ctx.request.uri)).length > 0) &&
    conditions.every((holds) => holds(ctx))
}
