import type { Route } from '../app.js'
import {
  type CachePolicy,
  cachePolicy,
  type ManagedCachePolicy,
  type ManagedOriginRequestPolicy,
  type OriginRequestPolicy,
} from '../config/policies.js'
import type { ResolvedBehavior } from '../config/resolve.js'
import { isViewer, triggerNames } from '../config/trigger-names.js'
import type { Trigger } from '../event.js'
import { type NeededValues, needsOf } from '../pipeline/needs.js'
import { sharedPath } from './reach.js'

/** A behavior of the distribution, with the functions it gets and what they need of its policies. */
export interface Attachment {
  readonly path: string
  /** The name of its origin in the manifest. */
  readonly origin: string
  /** Its policy in the config, before what follows is added. */
  readonly cache: ManagedCachePolicy | CachePolicy
  /** Its policy in the config, before what follows is added. */
  readonly originRequest?: ManagedOriginRequestPolicy | OriginRequestPolicy
  readonly functions: readonly AttachedFunction[]
  /** What must be in the cache key. */
  readonly cacheKey: Required<NeededValues>
  /** What must be forwarded to the origin, beside the cache key. */
  readonly forward: Required<NeededValues>
}

export interface AttachedFunction {
  readonly trigger: Trigger
  /** The name of the function in the manifest. */
  readonly function: string
  readonly includeBody: boolean
  /** When it runs here, and so what it costs. */
  readonly runs: 'every request' | 'cache misses'
}

/** An app as far as behaviors are concerned. */
export interface AttachableApp<R extends Route = Route> {
  readonly routes: readonly R[]
  /** The functions that it has, and their names. */
  readonly names: ReadonlyMap<Trigger, string>
  /** The triggers in which a step may set `uri`, so that later ones see other paths. */
  readonly rewriting: readonly Trigger[]
}

/**
 * What each behavior gets: the functions with a step that one of its requests can come to.
 *
 * A behavior is chosen by the path that the viewer sent, a step by the path as it then is. So where an
 * earlier function of the behavior may have set another path, every step can be come to.
 */
export function attach(
  behaviors: readonly ResolvedBehavior[],
  appOf: (behavior: ResolvedBehavior) => AttachableApp,
): Attachment[] {
  return behaviors.map((behavior, i) => {
    const earlier = behaviors.slice(0, i).map(({ path }) => path)
    const { attached, steps } = stepsAt(behavior, earlier, appOf(behavior))
    const needs = needsOf(steps)
    const cacheKey = named(needs?.cacheKey)
    const { path, origin, cache, originRequest } = behavior
    return {
      path,
      origin,
      cache,
      ...(originRequest && { originRequest }),
      functions: [...attached].map(([trigger, name]) => ({
        trigger,
        function: name,
        includeBody: wantsBody(steps, trigger),
        runs: isViewer(trigger) || isUncached(behavior) ? 'every request' : 'cache misses',
      })),
      cacheKey,
      forward: without(named(needs?.forward), cacheKey),
    }
  })
}

/** The functions of a behavior, and the steps in them that its requests can come to. */
export function stepsAt<R extends Route>(
  { path, triggers }: ResolvedBehavior,
  earlier: readonly string[],
  { routes, names, rewriting }: AttachableApp<R>,
): { attached: Map<Trigger, string>; steps: R[] } {
  const attached = new Map<Trigger, string>()
  const steps: R[] = []
  for (const trigger of triggerNames) {
    const name = names.get(trigger)
    if (name === undefined || triggers?.includes(trigger) === false) continue
    const isRewritten = before[trigger].some(
      (other) => attached.has(other) && rewriting.includes(other),
    )
    const here = routes.filter(
      (route) =>
        route.trigger === trigger &&
        (isRewritten || sharedPath(route.paths, path, earlier) !== undefined),
    )
    if (here.length === 0 && !triggers) continue
    attached.set(trigger, name)
    steps.push(...here)
  }
  return { attached, steps }
}

/** Whether the function of a trigger must be given the request's body. */
export function wantsBody(steps: readonly Route[], trigger: Trigger): boolean {
  return steps.some((step) => step.trigger === trigger && step.needs?.body === true)
}

/** The triggers whose path a trigger sees: the viewer's response has that of the viewer's request. */
const before: Readonly<Record<Trigger, readonly Trigger[]>> = {
  'viewer-request': [],
  'origin-request': ['viewer-request'],
  'origin-response': ['viewer-request', 'origin-request'],
  'viewer-response': ['viewer-request'],
}

function isUncached({ cache }: ResolvedBehavior): boolean {
  return cachePolicy(cache).maxTtl === 0
}

function named({
  headers = [],
  cookies = [],
  query = [],
}: NeededValues = {}): Required<NeededValues> {
  return {
    headers: [...headers].sort(),
    cookies: [...cookies].sort(),
    query: [...query].sort(),
  }
}

function without(
  values: Required<NeededValues>,
  others: Required<NeededValues>,
): Required<NeededValues> {
  const lower = others.headers.map((name) => name.toLowerCase())
  return {
    headers: values.headers.filter((name) => !lower.includes(name.toLowerCase())),
    cookies: values.cookies.filter((name) => !others.cookies.includes(name)),
    query: values.query.filter((name) => !others.query.includes(name)),
  }
}
