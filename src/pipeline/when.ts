import { checkMatch } from '#checks'
import type { Trigger } from '../event.js'
import type { Context } from '../triggers/context.js'
import { compose } from './compose.js'
import type { Condition } from './entry.js'
import { guard } from './guard.js'
import { combine } from './invoke.js'
import { type Match, readMatch } from './match.js'
import type { AnyMiddleware, Middleware } from './middleware.js'

/** A function of the context, or a match as `app.viewerRequest` takes it; its path is case-sensitive. */
export type Test<T extends Trigger> = ((ctx: Context<T>) => boolean) | Match<T>

/**
 * Runs the middlewares where the test holds, and goes on without them where not.
 *
 * @example
 * ```ts
 * app.viewerRequest('/api{/*rest}', when({ method: 'POST' }, checkOrigin))
 * ```
 */
export function when<T extends Trigger>(
  test: Test<T>,
  ...middlewares: Middleware<T>[]
): Middleware<T> {
  return branch('when', test, true, middlewares)
}

/**
 * The inverse of `when`. Where an origin may take a uri for more than one path, as with `%2F`, all of
 * them must match: to be excepted takes more than a route does.
 *
 * @example
 * ```ts
 * app.viewerRequest(except({ path: '/login' }, requireLogin))
 * ```
 */
export function except<T extends Trigger>(
  test: Test<T>,
  ...middlewares: Middleware<T>[]
): Middleware<T> {
  return branch('except', test, false, middlewares)
}

function branch<T extends Trigger>(
  where: string,
  test: Test<T>,
  wanted: boolean,
  middlewares: Middleware<T>[],
): Middleware<T> {
  // What is excepted from a guard must be so whatever the origin takes the uri for.
  const holds = toCondition(test as Test<Trigger>, where, wanted ? 'some' : 'every')
  const run = compose(...middlewares) as unknown as AnyMiddleware
  const branches: AnyMiddleware = (ctx, next) => (holds(ctx) === wanted ? run(ctx, next) : next())
  return combine(Object.defineProperty(branches, 'name', { value: where }), middlewares)
}

function toCondition(test: Test<Trigger>, where: string, quantifier: 'some' | 'every'): Condition {
  if (typeof test === 'function') return (ctx) => test(ctx as unknown as Context)
  checkMatch(test, where)
  return guard(readMatch(test), undefined, quantifier)
}
