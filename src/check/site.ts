import type { SurveyedRoute } from '../build/survey.js'
import type { Place } from '../config/fault.js'
import type { CachePolicy } from '../config/policies.js'
import type { Location } from '../config/problem.js'
import type { ResolvedBehavior, ResolvedConfig } from '../config/resolve.js'
import type { Trigger } from '../event.js'
import type { Carriage, Given } from './inputs.js'
import type { RanStep, Run, Trial } from './trial.js'
import type { Trials } from './trials.js'

/** A project, with all that is known of it: what the checks look at. */
export interface Site {
  readonly config: ResolvedConfig
  readonly apps: readonly SiteApp[]
  /** Those whose app could be built. */
  readonly behaviors: readonly SiteBehavior[]
  /** Where a part of the config stands, if it stands in a file. */
  locate(place: Place): Location | undefined
}

export interface SiteApp extends Trials {
  /** The module that it is in. */
  readonly file: string
  readonly routes: readonly SurveyedRoute[]
  /** The triggers in which a step may set `uri`. */
  readonly rewriting: readonly Trigger[]
  readonly trials: readonly Trial[]
}

export interface SiteBehavior {
  /** Its position in the config. */
  readonly index: number
  readonly behavior: ResolvedBehavior
  readonly earlier: readonly string[]
  readonly app: SiteApp
  /** The triggers that have their function here. */
  readonly triggers: readonly Trigger[]
  /** The triggers that get the request's body. */
  readonly bodies: readonly Trigger[]
  /** The steps that a request of it may come to, also by a uri that an earlier trigger set. */
  readonly steps: readonly SurveyedRoute[]
  /** Those that one comes to as it was sent, with its path. */
  readonly reached: ReadonlyMap<SurveyedRoute, string>
  readonly key: CachePolicy
  readonly carriage: Carriage
  readonly isCached: boolean
}

/** A run with what its positions stand for. */
export interface SeenRun {
  readonly run: Run
  readonly trial: Trial
  readonly behavior: SiteBehavior
  readonly steps: readonly SeenStep[]
}

export interface SeenStep extends RanStep {
  readonly route: SurveyedRoute
}

/** Every run of every app. */
export function* runsOf({ apps, behaviors }: Site): Generator<SeenRun> {
  for (const app of apps) {
    for (const run of app.runs) {
      const trial = app.trials[run.trial]!
      const behavior = behaviors.find(({ index }) => index === trial.behavior)!
      const routes = routesOf(app, trial.trigger)
      yield {
        run,
        trial,
        behavior,
        steps: run.steps.flatMap((step) => {
          const route = routes[step.step]
          return route ? { ...step, route } : []
        }),
      }
    }
  }
}

export function routesOf({ routes }: SiteApp, trigger: Trigger): SurveyedRoute[] {
  return routes.filter((route) => route.trigger === trigger)
}

/** A request in words: `GET /cart with the cookie ab="b"`. */
export function requestText(
  { method, target, host, status }: Trial,
  given: readonly Given[],
): string {
  const named = given.map(
    ({ kind, name, value }) => `the ${kind} ${name}: ${JSON.stringify(value)}`,
  )
  return [
    `${method} ${target}`,
    ...(host ? [`of the host ${host}`] : []),
    ...(status !== undefined && status !== 200 ? [`answered by ${status}`] : []),
    ...(named.length > 0 ? [`with ${named.join(' and ')}`] : []),
  ].join(' ')
}
