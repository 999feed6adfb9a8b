import { readMatch } from '#match'
import type { Trigger } from '../event.js'
import { everything, type Scope, type StepEntry } from './entry.js'
import type { Match } from './match.js'
import type { AnyMiddleware } from './middleware.js'
import type { Recipe } from './recipe.js'

/** Which part of a recipe is for which trigger. */
export const parts = {
  'viewer-request': 'viewerRequest',
  'origin-request': 'originRequest',
  'origin-response': 'originResponse',
  'viewer-response': 'viewerResponse',
} as const satisfies Record<Trigger, keyof Recipe>

/** The arguments of `app.viewerRequest` and its sisters. */
export function stepEntries(trigger: Trigger, args: readonly unknown[]): StepEntry[] {
  const [scope, steps] = readScope<AnyMiddleware>(args)
  return steps.map((run) => ({ kind: 'step', trigger, run, needs: run.needs, ...scope }))
}

/** The match in front, if there is one, and what stands behind it. */
export function readScope<T>(args: readonly unknown[]): [Scope, readonly T[]] {
  const [first, ...rest] = args
  if (!isMatch(first)) return [everything, args as T[]]
  const scope = typeof first === 'string' ? { ...everything, paths: [first] } : readMatch(first)
  return [scope, rest as T[]]
}

/** A recipe is an object too, but one with a name. */
export function isMatch(value: unknown): value is string | Match {
  return typeof value === 'string' || (typeof value === 'object' && !isRecipe(value))
}

export function isRecipe(value: unknown): value is Recipe {
  return typeof (value as Partial<Recipe> | null)?.name === 'string' && typeof value === 'object'
}
