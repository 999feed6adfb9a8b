import { needsOf } from '#needs'
import type { Trigger } from '../event.js'
import { type Entry, everything, type Scope, type StepEntry } from './entry.js'
import type { AnyMiddleware } from './middleware.js'
import type { CarryRecipe, Recipe } from './recipe.js'
import { parts, readScope } from './registration.js'

/** The arguments of `app.use`: an entry for each part of each recipe. */
export function recipeEntries(args: readonly unknown[]): Entry[] {
  const [scope, recipes] = readScope<Recipe>(args)
  return recipes.flatMap((recipe) => partEntries(recipe, scope))
}

function partEntries(recipe: Recipe, scope: Scope): Entry[] {
  const { carries = [], onReply } = recipe
  const entries = carries.flatMap((carry) => partEntries(carry, everything))
  const carry = isCarry(recipe) ? recipe : undefined
  const name = carry ? `strip ${recipe.name}` : recipe.name
  const place = carry ? { carry, ...everything } : scope
  for (const [trigger, part] of Object.entries(parts) as [Trigger, (typeof parts)[Trigger]][]) {
    const run = recipe[part] as AnyMiddleware | undefined
    if (run)
      entries.push({ kind: 'step', trigger, name, run, needs: needsOf([recipe, run]), ...place })
  }
  if (onReply) entries.push({ kind: 'reply', run: onReply, ...scope })
  return entries
}

/** What strips carries before what may read them, each carry once. */
export function carriesFirst(steps: readonly StepEntry[]): StepEntry[] {
  const strips = new Map(steps.map((step) => [step.carry, step]))
  return steps
    .filter((step) => !step.carry || strips.get(step.carry) === step)
    .sort((a, b) => Number(!a.carry) - Number(!b.carry))
}

function isCarry(recipe: Recipe): recipe is CarryRecipe {
  return 'header' in recipe
}
