import type { SurveyedRoute } from '../build/survey.js'
import { error, type Problem } from '../config/problem.js'
import { carriedAs, inputText } from './inputs.js'
import { requestText, runsOf, type Site, type SiteBehavior } from './site.js'

/** Access control in an origin trigger of a behavior that is cached: a hit runs none. */
export function* accessProblems(site: Site): Generator<Problem> {
  const told = new Set<SurveyedRoute>()
  for (const behavior of site.behaviors) {
    if (!behavior.isCached) continue
    for (const route of behavior.steps) {
      if (!route.trigger.startsWith('origin') || !guards.test(route.name) || told.has(route))
        continue
      told.add(route)
      yield problem(route, behavior, 'is access control')
    }
  }
  for (const { behavior, run, steps, trial } of runsOf(site)) {
    const last = steps.findLast(({ ended }) => ended)
    const isRefusal = run.kind === 'replied' && (run.status === 401 || run.status === 403)
    if (!last || !isRefusal || !trial.trigger.startsWith('origin') || !behavior.isCached) continue
    // Who is refused by what is in the cache key is refused by the cache, too.
    const outside = last.reads.find((input) => carriedAs(input, behavior.carriage) !== 'key')
    if (!outside || told.has(last.route)) continue
    told.add(last.route)
    const why = `answers ${requestText(trial, run.given)} with ${run.status} and goes by ${inputText(outside)}, which is not in the cache key`
    yield problem(last.route, behavior, why)
  }
}

/** Names of what lets viewers in: those of Ledge's recipes. */
const guards = /^(jwtAuth|basicAuth|ipAllow|loginRedirect|signedUrl|hotlinkProtection|botBlock)$/

function problem(route: SurveyedRoute, { behavior, index }: SiteBehavior, why: string): Problem {
  return error(
    'access-at-origin',
    `${route.name} ${why}, and ${route.trigger} runs on cache misses only: once behaviors[${index}] ('${behavior.path}') has an answer in its cache, everybody gets it unasked. Register it at viewer-request, or turn the cache off there with \`cache: 'CachingDisabled'\`.`,
    route.at,
  )
}
