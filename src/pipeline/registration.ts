import { mergeNeeds } from '#needs'
import type { Trigger } from '../event.js'
import { everything, type Match, readMatch, type Scope } from './match.js'
import type { AnyMiddleware } from './middleware.js'
import type { CarryRecipe, Recipe } from './recipe.js'
import type { Entry, StepEntry } from './registry.js'

/** Which part of a recipe is for which trigger. */
export const parts = {
  'viewer-request': 'viewerRequest',
  'origin-request': 'originRequest',
  'origin-response': 'originResponse',
  'viewer-response': 'viewerResponse',
} as const satisfies Record<Trigger, keyof Recipe>

type PartName = (typeof parts)[Trigger]

/** The arguments of `app.viewerRequest` and its sisters. */
export function stepEntries(trigger: Trigger, args: readonly unknown[]): StepEntry[] {
  const [scope, steps] = readScope<AnyMiddleware>(args)
  return steps.map((run) => ({ kind: 'step', trigger, run, needs: run.needs, ...scope }))
}

/** The arguments of `app.use`: an entry for each part of each recipe. */
export function recipeEntries(args: readonly unknown[]): Entry[] {
  const [scope, recipes] = readScope<Recipe>(args)
  return recipes.flatMap((recipe) => partEntries(recipe, scope))
}

/** The match in front, if there is one, and what stands behind it. */
export function readScope<T>(args: readonly unknown[]): [Scope, readonly T[]] {
  const [first, ...rest] = args
  return isMatch(first) ? [readMatch(first), rest as T[]] : [everything, args as T[]]
}

/** A recipe is an object too, but one with a name. */
export function isMatch(value: unknown): value is string | Match {
  return typeof value === 'string' || (typeof value === 'object' && !isRecipe(value))
}

export function isRecipe(value: unknown): value is Recipe {
  return typeof (value as Partial<Recipe> | null)?.name === 'string' && typeof value === 'object'
}

function partEntries(recipe: Recipe, scope: Scope): Entry[] {
  const { needs, carries = [], onReply } = recipe
  const entries = carries.flatMap((carry) => partEntries(carry, everything))
  const carry = isCarry(recipe) ? recipe : undefined
  const name = carry ? `strip ${recipe.name}` : recipe.name
  const place = carry ? { carry, ...everything } : scope
  for (const [trigger, part] of Object.entries(parts) as [Trigger, PartName][]) {
    const run = recipe[part] as AnyMiddleware | undefined
    if (run)
      entries.push({
        kind: 'step',
        trigger,
        name,
        run,
        needs: mergeNeeds([needs, run.needs]),
        ...place,
      })
  }
  if (onReply) entries.push({ kind: 'reply', run: onReply, ...scope })
  return entries
}

function isCarry(recipe: Recipe): recipe is CarryRecipe {
  return 'header' in recipe
}
