import type { SurveyedRoute } from '../build/survey.js'
import { type Problem, warning } from '../config/problem.js'
import { runsOf, type Site, type SiteBehavior } from './site.js'

/**
 * Headers that browsers need on every response, and that are set in viewer-response alone, which
 * CloudFront runs neither for errors of the origin nor for answers of viewer-request.
 *
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/lambda-cloudfront-trigger-events.html
 */
export function* unseenErrorProblems(site: Site): Generator<Problem> {
  const told = new Set<SurveyedRoute>()
  for (const { behavior, steps, trial } of runsOf(site)) {
    if (trial.trigger !== 'viewer-response') continue
    const covered = coverageOf(site, behavior)
    for (const { route, sets } of steps) {
      const wanted = sets.filter((name) => forEveryResponse.test(name))
      const onErrors = wanted.filter((name) => !covered.errors.has(name))
      const onReplies = wanted.filter((name) => covered.barest && !covered.barest.has(name))
      if (told.has(route) || (onErrors.length === 0 && onReplies.length === 0)) continue
      told.add(route)
      const gaps = [
        ...(onErrors.length > 0
          ? [`errors of the origin have no ${onErrors.join(', ')}: set it in origin-response, too`]
          : []),
        ...(onReplies.length > 0
          ? [`answers of the edge have no ${onReplies.join(', ')}: set it in app.onReply, too`]
          : []),
      ]
      yield warning(
        'misses-errors',
        `${route.name} sets headers in viewer-response, which CloudFront does not run for every response: ${gaps.join('; ')}.`,
        route.at,
      )
    }
  }
}

/** Those that protect a page, or that a script of another site needs to see an answer at all. */
const forEveryResponse =
  /^(strict-transport-security|content-security-policy|x-content-type-options|x-frame-options|referrer-policy|permissions-policy|cross-origin-[a-z-]+|access-control-allow-origin)$/

interface Coverage {
  /** The headers that errors of the origin leave origin-response with. */
  readonly errors: ReadonlySet<string>
  /** The headers that each answer to a request has, if there are answers. */
  readonly barest: ReadonlySet<string> | undefined
}

const coverages = new WeakMap<SiteBehavior, Coverage>()

function coverageOf(site: Site, behavior: SiteBehavior): Coverage {
  const known = coverages.get(behavior)
  if (known) return known
  const errors = new Set<string>()
  let barest: Set<string> | undefined
  for (const { behavior: other, run, trial } of runsOf(site)) {
    if (other !== behavior) continue
    if (trial.trigger === 'origin-response' && trial.status === 500) {
      for (const name of run.headers) errors.add(name)
    }
    if (trial.trigger.endsWith('request') && run.kind === 'replied') {
      barest = new Set(run.headers.filter((name) => !barest || barest.has(name)))
    }
  }
  const coverage = { errors, barest }
  coverages.set(behavior, coverage)
  return coverage
}
