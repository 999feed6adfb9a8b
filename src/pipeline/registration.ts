import { EdgeError, show } from '../error.js'
import type { Trigger } from '../event.js'
import { type Match, readMatch } from './match.js'
import type { AnyMiddleware } from './middleware.js'
import { mergeNeeds } from './needs.js'
import type { CarryRecipe, Recipe } from './recipe.js'
import type { Entry, Scope, StepEntry } from './registry.js'
import { checkPath } from './router.js'

/** What is for every request. */
export const everything: Scope = { paths: [], conditions: [] }

/** Which part of a recipe is for which trigger. */
export const parts = {
  'viewer-request': 'viewerRequest',
  'origin-request': 'originRequest',
  'origin-response': 'originResponse',
  'viewer-response': 'viewerResponse',
} as const satisfies Record<Trigger, keyof Recipe>

/** The arguments of `app.viewerRequest` and its sisters, checked. */
export function stepEntries(
  trigger: Trigger,
  where: string,
  args: readonly unknown[],
): StepEntry[] {
  const [first, ...rest] = args
  const matched = isMatch(first)
  const scope = matched ? readScope(first, where) : everything
  const steps = matched ? rest : args
  if (steps.length === 0) throw badRegistration(where, 'a middleware behind the match', undefined)
  return steps.map((step) => {
    const run = toMiddleware(step, where)
    return { kind: 'step', trigger, run, needs: run.needs, ownParams: true, ...scope }
  })
}

/** The arguments of `app.use`, checked: an entry for each part of each recipe. */
export function recipeEntries(args: readonly unknown[]): Entry[] {
  const [first, ...rest] = args
  const matched = isMatch(first) && !isRecipe(first)
  const scope = matched ? readScope(first, 'use') : everything
  const recipes = matched ? rest : args
  if (recipes.length === 0) throw badRegistration('use', 'a recipe behind the match', undefined)
  return recipes.flatMap((recipe) => {
    if (isRecipe(recipe)) return partEntries(recipe, scope)
    throw typeof recipe === 'function'
      ? badRegistration(
          'use',
          'a recipe (a middleware goes to its trigger: app.viewerRequest(middleware))',
          recipe,
        )
      : badRegistration('use', 'a recipe made by defineRecipe', recipe)
  })
}

export function badRegistration(where: string, expected: string, came: unknown): EdgeError {
  return new EdgeError('bad-registration', `${where}: expected ${expected}, got ${show(came)}.`)
}

function partEntries(recipe: Recipe, scope: Scope): Entry[] {
  const { name, needs, onReply } = recipe
  const carries = isCarry(recipe) ? [recipe] : (recipe.carries ?? [])
  const entries: Entry[] = carries.map((carry) => ({ kind: 'carry', carry }))
  for (const trigger of Object.keys(parts) as Trigger[]) {
    const part = recipe[parts[trigger]]
    if (part === undefined) continue
    const run = toMiddleware(part, `use(${name}).${parts[trigger]}`)
    const both = mergeNeeds([needs, run.needs])
    entries.push({ kind: 'step', trigger, name, run, needs: both, ownParams: true, ...scope })
  }
  if (onReply) entries.push({ kind: 'reply', run: onReply, ...scope })
  return entries
}

function toMiddleware(value: unknown, where: string): AnyMiddleware {
  if (typeof value !== 'function') throw badRegistration(where, 'a middleware', value)
  return value as AnyMiddleware
}

function readScope(match: string | Match, where: string): Scope {
  const scope = readMatch(typeof match === 'string' ? { path: match } : match, where)
  for (const path of scope.paths) checkPath(path, where)
  return scope
}

function isMatch(value: unknown): value is string | Match {
  return typeof value === 'string' || (typeof value === 'object' && value !== null)
}

function isRecipe(value: unknown): value is Recipe {
  return typeof (value as Recipe | null | undefined)?.name === 'string' && typeof value === 'object'
}

function isCarry(recipe: Recipe): recipe is CarryRecipe {
  return typeof (recipe as CarryRecipe).header === 'string'
}
