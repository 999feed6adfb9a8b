import { behaviorMatches, sharedPath } from '../build/reach.js'
import type { SurveyedRoute } from '../build/survey.js'
import { triggerNames } from '../config/trigger-names.js'
import type { Trigger } from '../event.js'
import { canonicalPath } from '../pipeline/canonical-path.js'
import { isPath, nearMissesOf, samplesOf } from './samples.js'
import type { Trial } from './trial.js'

/** A behavior as far as it matters which requests come to it. */
export interface PlannedBehavior {
  readonly index: number
  readonly path: string
  /** The paths of those before it. */
  readonly earlier: readonly string[]
  readonly triggers: readonly Trigger[]
  /** The triggers that get the request's body. */
  readonly bodies: readonly Trigger[]
}

/** How many trials a trigger gets in one behavior, beside three for each route. */
const most = 300

/**
 * The requests to try: for each behavior, and each trigger that has its function there, requests that
 * match the routes by path, method and host, and some that nearly do. Those of one trigger stand
 * together.
 *
 * @param paths what the code speaks of as paths, patterns included
 */
export function planTrials(
  behaviors: readonly PlannedBehavior[],
  routes: readonly SurveyedRoute[],
  paths: readonly string[],
): Trial[] {
  return triggerNames.flatMap((trigger) => {
    const own = routes.filter((route) => route.trigger === trigger)
    return behaviors.flatMap((behavior) =>
      behavior.triggers.includes(trigger)
        ? trialsAt(trigger, behavior, own, paths).slice(0, most + 3 * own.length)
        : [],
    )
  })
}

function trialsAt(
  trigger: Trigger,
  behavior: PlannedBehavior,
  routes: readonly SurveyedRoute[],
  texts: readonly string[],
): Trial[] {
  const comesHere = (path: string): boolean => isOf(behavior, path)
  const witness = (paths: readonly string[]): string[] =>
    [sharedPath(paths, behavior.path, behavior.earlier, 'as written') ?? []].flat()
  const matching = routes.flatMap((route) =>
    [...route.paths.flatMap((path) => samples(path)), ...witness(route.paths)]
      .filter(comesHere)
      .map((target) => ({ target, route })),
  )
  const usual = [
    ...witness([]),
    ...['/', '/index.html', '/images/photo.jpg', '/a/b'],
    ...texts.flatMap((text) => samples(text).slice(0, 2)),
  ].filter(comesHere)
  const misses = matching.flatMap(({ target }) => nearMissesOf(target)).filter(comesHere)
  const trials: Trial[] = []
  const add = (target: string, more: Partial<Trial> = {}): void => {
    for (const status of statuses[trigger] ?? [undefined]) {
      trials.push({
        trigger,
        behavior: behavior.index,
        target,
        method: 'GET',
        explore: false,
        ...(status && { status }),
        ...more,
      })
    }
  }
  for (const { target, route } of matching) {
    for (const method of route.methods.length > 0 ? route.methods : ['GET']) {
      for (const host of route.hosts.length > 0 ? route.hosts : [undefined]) {
        const name = host?.replace(/^\*/, 'a')
        const explore = !target.includes('%')
        add(target, { method: method.toUpperCase(), explore, ...(name && { host: name }) })
      }
    }
  }
  for (const target of new Set(usual)) add(target, { explore: true })
  const targets = [...new Set([...matching.map(({ target }) => target), ...usual])]
  for (const target of targets) {
    if (behavior.bodies.includes(trigger)) {
      for (const body of bodies)
        add(target, { method: 'POST', body, explore: target === targets[0] })
    }
    for (const method of ['HEAD', 'POST', 'OPTIONS']) add(target, { method })
  }
  for (const target of new Set(misses)) add(target)
  return unique(trials)
}

/** CloudFront does not run viewer-response for errors of the origin. */
const statuses: Readonly<Partial<Record<Trigger, readonly number[]>>> = {
  'origin-response': [200, 404, 500],
  'viewer-response': [200, 301],
}

const bodies = [
  ['application/x-www-form-urlencoded', 'name=a&url=b&email='],
  ['application/json', '{"name":"a","id":1}'],
  ['text/plain', 'a'],
] as const

/** Whether a request for a path comes to a behavior. */
export function isOf(
  { path, earlier }: Pick<PlannedBehavior, 'path' | 'earlier'>,
  target: string,
): boolean {
  const canonical = canonicalPath(target)
  return (
    behaviorMatches(path, canonical) && !earlier.some((other) => behaviorMatches(other, canonical))
  )
}

/** A text in the code may look like a pattern and be none. */
function samples(pattern: string): string[] {
  try {
    return samplesOf(pattern)
  } catch {
    return isPath(pattern) ? [pattern] : []
  }
}

function unique(trials: readonly Trial[]): Trial[] {
  const byText = new Map<string, Trial>()
  for (const trial of trials) {
    const key = JSON.stringify({ ...trial, explore: undefined })
    if (!byText.has(key) || trial.explore) byText.set(key, trial)
  }
  return [...byText.values()]
}
