import { type App, ledge } from '../app.js'
import { show } from '../error.js'
import type { Trigger } from '../event.js'
import type { Middleware } from '../pipeline/middleware.js'
import type { PathParams } from '../pipeline/path-params.js'
import type { Recipe } from '../pipeline/recipe.js'
import { badEvent } from './request-init.js'

/** What can be run: an app, a recipe, or a middleware alone. */
export type Target<T extends Trigger, Path extends string> =
  | App
  | Recipe
  | Middleware<T, PathParams<Path>>

/** The target as an app; what is not one stands in an app of its own, under the path if there is one. */
export function appOf(target: unknown, trigger: Trigger, path?: string): App {
  if (isApp(target)) return target
  if (typeof target === 'function') return withStep(trigger, path ? [path, target] : [target])
  if (typeof target === 'object' && target !== null) {
    const recipe = target as Recipe
    return path ? ledge().use(path, recipe) : ledge().use(recipe)
  }
  throw badEvent(`Expected an app, a recipe or a middleware to run, got ${show(target)}.`)
}

export function isApp(target: unknown): target is App {
  return typeof (target as App | undefined)?.handler === 'function'
}

function withStep(trigger: Trigger, args: readonly unknown[]): App {
  const app = ledge()
  const register = trigger.replace(/-(\w)/, (_, letter: string) => letter.toUpperCase())
  ;(app as unknown as Record<string, (...args: readonly unknown[]) => App>)[register]?.(...args)
  return app
}
