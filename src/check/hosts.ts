import type { OriginConfig } from '../config/origins.js'
import { type Problem, warning } from '../config/problem.js'
import { carriedAs } from './inputs.js'
import type { Site } from './site.js'

/** Matches by host in origin triggers, where Host is the origin's unless a policy says otherwise. */
export function* hostProblems({ behaviors, config }: Site): Generator<Problem> {
  const told = new Set<unknown>()
  for (const { reached, carriage, index, behavior } of behaviors) {
    if (carriedAs({ kind: 'header', name: 'host' }, carriage) !== 'none') continue
    const origin = hostOf(config.origins[behavior.origin])
    for (const route of reached.keys()) {
      const { hosts, trigger } = route
      if (!trigger.startsWith('origin') || hosts.length === 0 || told.has(route)) continue
      if (hosts.some((host) => host === origin)) continue
      told.add(route)
      yield warning(
        'host-of-origin',
        `${route.name} matches the host ${hosts.join(' or ')}. In ${trigger} Host is the origin's, as behaviors[${index}] ('${behavior.path}') does not forward the viewer's. Match it in viewer-request, and hand on what you find with createCarry; or, where the origin takes that host, forward it with \`originRequest: 'AllViewer'\`.`,
        route.at,
      )
    }
  }
}

function hostOf(origin: OriginConfig | undefined): string | undefined {
  return origin?.kind === 'http' ? new URL(origin.url).hostname : undefined
}
