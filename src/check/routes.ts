import { pathOutside, sharedPath } from '../build/reach.js'
import type { SurveyedRoute } from '../build/survey.js'
import { type Problem, warning } from '../config/problem.js'
import { triggerNames } from '../config/trigger-names.js'
import { canonicalPath } from '../pipeline/canonical-path.js'
import { createLookup } from '../pipeline/router.js'
import { samplesOf } from './samples.js'
import { routesOf, runsOf, type Site, type SiteApp } from './site.js'

/** Steps that no request comes to. */
export function* routeProblems(site: Site): Generator<Problem> {
  const ran = new Set<SurveyedRoute>()
  for (const { steps } of runsOf(site)) for (const { route } of steps) ran.add(route)
  for (const app of site.apps) {
    for (const route of app.routes.filter((one) => isUnreached(site, app, one))) {
      yield unreached(site, app, route)
    }
    for (const trigger of triggerNames) {
      const routes = routesOf(app, trigger)
      for (const [i, route] of routes.entries()) {
        const before = ran.has(route) ? [] : answeringBefore(app, routes, i)
        if (before.length > 0) yield shadowed(route, before)
      }
    }
  }
}

/** The steps before one that together answer every request it is for; none where some come past. */
function answeringBefore(
  { rewriting }: SiteApp,
  routes: readonly SurveyedRoute[],
  position: number,
): SurveyedRoute[] {
  const { paths } = routes[position]!
  const answering = routes.slice(0, position).filter((other, i) => {
    // Behind it a step may set a uri with which it would not have been asked.
    const isPassed = rewriting.includes(other.trigger) && i < position - 1 && other.paths.length > 0
    return other.answers && !other.conditional && !isPassed
  })
  const related = answering.filter((other) => other.paths.length === 0 || overlaps(paths, other))
  if (related.length === 0) return []
  const covers = (some: readonly SurveyedRoute[]): boolean =>
    pathOutside(
      paths,
      some.map((one) => one.paths),
    ) === undefined
  const alone = related.find((one) => covers([one]))
  if (alone) return [alone]
  return covers(related) ? related : []
}

/** A first look, which costs little. */
function overlaps(paths: readonly string[], { paths: others }: SurveyedRoute): boolean {
  const options = { sensitive: true, trailing: true }
  const lookup = createLookup([others], options)
  return paths.flatMap(samplesOf).some((path) => lookup(canonicalPath(path)).length > 0)
}

function shadowed({ name, at }: SurveyedRoute, before: readonly SurveyedRoute[]): Problem {
  const names = before.map((other) => other.name).join(' and ')
  const [answer, others] = before.length > 1 ? ['answer', 'those'] : ['answers', 'the other']
  return warning(
    'shadowed-route',
    `${name} never runs: ${names} before it ${answer} every request that it is for. Register it first, or give ${others} a narrower match.`,
    at,
  )
}

function isUnreached({ behaviors }: Site, app: SiteApp, route: SurveyedRoute): boolean {
  // What is rewritten in its own trigger comes to other steps of it.
  if (app.rewriting.includes(route.trigger)) return false
  return !behaviors.some((behavior) => behavior.app === app && behavior.steps.includes(route))
}

function unreached({ behaviors }: Site, app: SiteApp, route: SurveyedRoute): Problem {
  const { name, paths, trigger, at } = route
  const own = behaviors.filter((behavior) => behavior.app === app)
  const taking = (patterns: readonly string[]) =>
    own.find(({ behavior, earlier }) => sharedPath(patterns, behavior.path, earlier) !== undefined)
  const closed = taking(paths)
  if (closed) {
    const { index, behavior } = closed
    return warning(
      'unreachable-route',
      `${name} never runs: behaviors[${index}] ('${behavior.path}') has the paths that it matches, and leaves out ${trigger} in its \`triggers\`. Add it there.`,
      at,
    )
  }
  const prefixes = own.flatMap(({ behavior }) => /^\/[\w-]+(?=\/)/.exec(behavior.path)?.[0] ?? [])
  const longer = prefixes
    .map((prefix) => paths.map((path) => prefix + path))
    .find((patterns) => patterns.length > 0 && taking(patterns))
  const hint = longer
    ? ` The uri keeps what the behavior was chosen by: write '${longer[0]}', or mount the app under that.`
    : ''
  const patterns = own.map(({ behavior }) => `'${behavior.path}'`).join(', ')
  return warning(
    'unreachable-route',
    `${name} never runs: none of the behaviors that have '${app.file}' (${patterns}) takes a path that it matches.${hint}`,
    at,
  )
}
