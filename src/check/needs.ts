import type { SurveyedRoute } from '../build/survey.js'
import type { NeededValues } from '../pipeline/needs.js'
import { carriedAs, type Input } from './inputs.js'
import { runsOf, type Site, type SiteBehavior } from './site.js'

/** A name that a step needs in a behavior's policies. */
export interface Need {
  readonly route: SurveyedRoute
  readonly kind: keyof NeededValues
  readonly name: string
  /** Whether in the cache key, or only forwarded. */
  readonly inKey: boolean
  /** The path of a request that needs it. */
  readonly path: string
}

export const kinds: readonly (keyof NeededValues)[] = ['headers', 'cookies', 'query']

/** What the steps need that a request of the behavior is known to come to. */
export function needsOf(site: Site, behavior: SiteBehavior): Need[] {
  const carries = carriesIn(site, behavior)
  return [...behavior.reached].flatMap(([route, path]) =>
    [true, false].flatMap((inKey) => {
      const values = inKey ? route.needs?.cacheKey : route.needs?.forward
      return kinds.flatMap((kind) =>
        (values?.[kind] ?? []).flatMap((name): Need[] => {
          const need = { route, kind, name, inKey, path }
          if (!isCarry(need)) return [need]
          // Every function strips the carries of its app: a behavior needs those that are in use there.
          const header = name.toLowerCase()
          const used = (inKey ? carries.left.get(header) : undefined) ?? carries.read.get(header)
          return used === undefined ? [] : [{ ...need, path: used }]
        }),
      )
    }),
  )
}

/** Whether the policies do without. Where nothing is cached, to be forwarded is enough. */
export function isMissing(need: Need, { carriage, isCached }: SiteBehavior): boolean {
  const carried = carriedAs(inputOf(need), carriage)
  return need.inKey && isCached ? carried !== 'key' : carried === 'none'
}

export function inputOf({ kind, name }: Pick<Need, 'kind' | 'name'>): Input {
  if (kind === 'headers') return { kind: 'header', name: name.toLowerCase() }
  return { kind: kind === 'cookies' ? 'cookie' : 'query parameter', name }
}

/** The step that asks for it, or the carry that is its whole purpose. */
export function needer({ route, name }: Need): string {
  return isCarry({ route, name }) ? `the carry ${route.name.replace('strip ', '')}` : route.name
}

function isCarry({ route, name }: Pick<Need, 'route' | 'name'>): boolean {
  return route.name.startsWith('strip ') && /^x-ledge-/i.test(name)
}

/** The carries that viewer-request leaves for the cache, and that origin triggers read; each with a path. */
function carriesIn(
  site: Site,
  behavior: SiteBehavior,
): { readonly left: Map<string, string>; readonly read: Map<string, string> } {
  const left = new Map<string, string>()
  const read = new Map<string, string>()
  for (const { behavior: other, run, steps, trial } of runsOf(site)) {
    if (other !== behavior) continue
    if (trial.trigger === 'viewer-request' && run.kind === 'passed') {
      for (const name of run.headers) left.set(name, left.get(name) ?? trial.target)
    }
    if (!trial.trigger.startsWith('origin')) continue
    const reads = steps.flatMap((step) => step.reads)
    for (const { name } of reads) read.set(name, read.get(name) ?? trial.target)
  }
  return { left, read }
}
