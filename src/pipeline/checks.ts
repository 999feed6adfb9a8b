/**
 * What is refused while an app is registered. A deployed bundle has `left-out/checks.ts` in place of
 * this file: its app was registered before, when it was built.
 */
import { EdgeError, show } from '../error.js'
import type { Trigger } from '../event.js'
import type { Match } from './match.js'
import type { Recipe } from './recipe.js'
import { isMatch, isRecipe, parts } from './registration.js'
import { placeName, type Registry } from './registry.js'
import { checkPath } from './router.js'

export { checkPath }

export function checkSteps(registry: Registry, trigger: Trigger, args: readonly unknown[]): void {
  const own = registry.entries.filter((entry) => entry.kind === 'step' && entry.trigger === trigger)
  const where = placeName(trigger, own.length + 1, [])
  checkOpen(registry, where)
  for (const step of behindMatch(args, where, 'a middleware')) {
    if (typeof step !== 'function') throw badRegistration(where, 'a middleware', step)
  }
}

export function checkRecipes(registry: Registry, args: readonly unknown[]): void {
  checkOpen(registry, 'use')
  for (const recipe of behindMatch(args, 'use', 'a recipe')) {
    if (typeof recipe === 'function') {
      const expected = 'a recipe (a middleware goes to its trigger: app.viewerRequest(middleware))'
      throw badRegistration('use', expected, recipe)
    }
    if (!isRecipe(recipe)) throw badRegistration('use', 'a recipe made by defineRecipe', recipe)
    for (const part of Object.values(parts)) checkPart(recipe, part)
  }
}

export function checkMount(registry: Registry, prefix: string, child: object, app: object): void {
  const where = `mount(${show(prefix)})`
  checkOpen(registry, where)
  if (typeof prefix !== 'string' || !/^\/.*[^/]$/.test(prefix)) {
    throw badRegistration(where, 'a prefix with a leading and no trailing slash', prefix)
  }
  checkPath(prefix, where)
  if (child?.constructor !== app.constructor || child === app) {
    throw badRegistration(where, 'another app', child)
  }
}

export function checkHook(registry: Registry, where: string, run: unknown): void {
  checkOpen(registry, where)
  if (typeof run !== 'function') throw badRegistration(where, 'a function', run)
}

function checkOpen(registry: Registry, where: string): void {
  if (!registry.isRead) return
  throw new EdgeError(
    'compiled',
    `${where}: the app was compiled already, and the handlers would not have this. Register everything before the first call of handler(), handlers(), triggers() or routes(); an app spread over files registers in functions that one file calls, or in apps that it mounts.`,
  )
}

/** What stands behind the match, if there is one; the match is checked. */
function behindMatch(args: readonly unknown[], where: string, wanted: string): readonly unknown[] {
  const [first, ...rest] = args
  if (!isMatch(first)) return args
  checkMatch(typeof first === 'string' ? { path: first } : first, where)
  if (rest.length === 0) throw badRegistration(where, `${wanted} behind the match`, undefined)
  return rest
}

function checkPart(recipe: Recipe, part: keyof Recipe): void {
  const run = recipe[part]
  if (run === undefined || typeof run === 'function') return
  throw badRegistration(`use(${recipe.name}).${part}`, 'a middleware', run)
}

const known = ['path', 'method', 'host', 'when']

/** Refuses what is no match; a name that is none of a match's too. */
export function checkMatch(match: Match, where: string): void {
  if (typeof match !== 'object' || match === null) throw badRegistration(where, 'a match', match)
  for (const key of Object.keys(match)) {
    if (known.includes(key)) continue
    const expected = `a match of ${known.join(', ')}`
    throw new EdgeError(
      'bad-registration',
      `${where}: expected ${expected}, got ${show(match)}; ${show(key)} is none of them.`,
    )
  }
  const { path, method, host, when } = match
  for (const [key, value] of Object.entries({ path, method, host })) {
    const texts: unknown[] = Array.isArray(value) ? value : [value]
    if (value === undefined || (texts.length > 0 && texts.every(isText))) continue
    throw badRegistration(where, `\`${key}\` to be a text or a list of texts`, value)
  }
  if (when !== undefined && typeof when !== 'function') {
    throw badRegistration(where, '`when` to be a function', when)
  }
  for (const pattern of [path ?? []].flat()) checkPath(pattern, where)
}

function isText(value: unknown): boolean {
  return typeof value === 'string' && value !== ''
}

function badRegistration(where: string, expected: string, came: unknown): EdgeError {
  return new EdgeError('bad-registration', `${where}: expected ${expected}, got ${show(came)}.`)
}
