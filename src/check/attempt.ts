import type { App } from '../app.js'
import type * as Kit from '../testing/index.js'
import { eventOf } from './events.js'
import type { Given } from './inputs.js'
import { askedNetwork } from './offline.js'
import type { RanStep, Run, Thrown, Work } from './trial.js'
import { valuesOf } from './values.js'
import { type Watched, type WatchedStep, watch } from './watch.js'

/**
 * The values of carries that the app itself set in viewer-request: it strips all others, so later
 * triggers never see them.
 */
export const carried = new Map<string, Set<string>>()

/** A run, and what the request that it was of leads to. */
export interface Attempt {
  readonly run: Run
  /** What cannot be the same where a decision was another. */
  readonly decision: string
}

/** One run; nothing where the values cannot stand in an event. */
export async function attemptOnce(
  app: App,
  kit: typeof Kit,
  { trials, origins, at }: Work,
  index: number,
  given: readonly Given[],
): Promise<Attempt | undefined> {
  const trial = trials[index]!
  const event = eventOf(kit, trial, given, origins[trial.behavior]!)
  if (!event) return undefined
  const watched: Watched = {
    ran: [],
    onStep(step) {
      at[1] = step
    },
  }
  askedNetwork()
  at[1] = -1
  at[2]!++
  const outcome = await kit.run(
    watch(app, watched),
    event,
    // What differs from run to run would look like a decision.
    { findings: 'return', seed: 1, now: '2026-03-03T10:15:30Z' },
  )
  const { kind, status, headers, error, findings, trigger } = outcome
  const isResponse = kind === 'replied' || trigger.endsWith('response')
  const run: Run = {
    trial: index,
    given,
    kind,
    status,
    cacheControl: headers.get('cache-control') ?? '',
    headers: [...headers].map(([name]) => name),
    steps: outcome.trace.map((step, i) => ranStep(step, watched.ran[i]!, isResponse)),
    findings,
    network: askedNetwork(),
    ...(kind === 'failed' && { error: thrown(error) }),
  }
  if (trigger === 'viewer-request' && kind === 'passed') {
    for (const [name, value] of headers) {
      if (name.startsWith('x-ledge-'))
        carried.set(name, (carried.get(name) ?? new Set()).add(value))
    }
  }
  const goesOn = kind === 'passed' && trigger.endsWith('request')
  const { uri, querystring, origin } = outcome
  return {
    run,
    decision: JSON.stringify(
      goesOn ? [uri, bare(querystring, given), origin] : outcome.result,
      (name, value) => (name === 'customHeaders' ? undefined : value),
    ),
  }
}

/** The query string without what was given: like a header, it may go on without being a decision. */
function bare(querystring: string | undefined, given: readonly Given[]): string {
  const rest = new URLSearchParams(querystring)
  for (const name of Object.keys(valuesOf(given, 'query parameter'))) rest.delete(name)
  return rest.toString()
}

function ranStep(
  { ended, changes, error }: Kit.TraceStep,
  { step, reads }: WatchedStep,
  isResponse: boolean,
): RanStep {
  const sets = changes.flatMap(({ path, op }) => {
    const [, part, name] = /^(headers|cookies)\.(.+)$/.exec(path) ?? []
    if (name === undefined || op === 'remove') return []
    return part === 'headers' ? name : isResponse ? 'set-cookie' : 'cookie'
  })
  return { step, ended, reads, sets, ...(error !== undefined && { error: thrown(error) }) }
}

export function thrown(error: unknown): Thrown {
  const { message = String(error), code, cause } = Object(error)
  const because = cause instanceof Error ? ` (${cause.message})` : ''
  return { message: `${message}${because}`, code: typeof code === 'string' ? code : undefined }
}
