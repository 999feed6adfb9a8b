import type { PlannedBehavior } from './plan.js'

/** The methods that the example lets through: all where a body is read, or nothing is cached. */
export function methodsOf({ cache, functions }: PlannedBehavior): string[] {
  const reading = ['GET', 'HEAD', 'OPTIONS']
  const isUncached = cache.kind === 'managed' && cache.name === 'CachingDisabled'
  const readsBodies = functions.some(({ includeBody }) => includeBody)
  return isUncached || readsBodies ? [...reading, 'PUT', 'PATCH', 'POST', 'DELETE'] : reading
}
