import { error, type Problem, warning } from '../config/problem.js'
import type { Finding } from '../rules/finding.js'
import {
  requestText,
  routesOf,
  runsOf,
  type SeenRun,
  type SeenStep,
  type Site,
  type SiteApp,
} from './site.js'
import type { Stall } from './trials.js'

/** What the runs themselves came to: rules that were broken, steps that threw or never ended. */
export function* outcomeProblems(site: Site): Generator<Problem> {
  const told = new Set<string>()
  const isNew = (...parts: readonly unknown[]): boolean => {
    const { size } = told
    return told.add(JSON.stringify(parts)).size > size
  }
  for (const seen of runsOf(site)) {
    for (const finding of seen.run.findings) {
      const { rule, path, middleware, trigger } = finding
      if (mayStand(finding, seen) || !isNew(trigger, middleware, rule, path)) continue
      yield brokenRule(finding, seen)
    }
    const { steps, run, trial } = seen
    const broken = steps.find(({ error }) => error && contract.includes(error.code ?? ''))
    const failure = run.error ?? broken?.error
    if (!failure) continue
    const step = broken ?? steps.findLast((one) => one.error)
    if (isNew(trial.trigger, step?.step, run.network || failure.message)) {
      yield thrownProblem(seen, step, failure.message)
    }
  }
  for (const app of site.apps) for (const stall of app.stalls) yield stalled(app, stall)
}

/** What breaks the pipeline's contract is a mistake, even where `onError` has an answer to it. */
const contract = ['no-outcome', 'next-twice', 'reply-not-allowed', 'carry-not-registered']

/** Where nothing is cached, a cookie is for one visitor. */
function mayStand({ rule }: Finding, { behavior }: SeenRun): boolean {
  return rule === 'set-cookie-cacheable' && !behavior.isCached
}

function brokenRule(finding: Finding, { run, trial, steps }: SeenRun): Problem {
  const { rule, severity, message, fix, docs, middleware } = finding
  const route = steps.find((step) => step.route.name === middleware)?.route
  const by = middleware ?? trial.trigger
  const say = severity === 'error' ? error : warning
  return say(
    'breaks-rule',
    `${by} breaks the rule ${rule} on ${requestText(trial, run.given)}: ${message} ${fix} ${docs}`,
    route?.at,
  )
}

function thrownProblem(
  { run, trial }: SeenRun,
  step: SeenStep | undefined,
  message: string,
): Problem {
  const by = step?.route.name ?? trial.trigger
  const request = requestText(trial, run.given)
  const end = /[.!?]$/.test(message) ? '' : '.'
  if (run.network) {
    return warning(
      'fails-offline',
      `${by} asks the network, which a check refuses it, and threw on ${request}: ${message}${end} A server that cannot be reached would do the same. Catch it, or wrap the middleware in failOpen or deadline.`,
      step?.route.at,
    )
  }
  const left = trial.trigger.endsWith('request')
    ? 'The viewer gets a plain 500.'
    : 'The response goes on as it came.'
  return error('step-throws', `${by} threw on ${request}: ${message}${end} ${left}`, step?.route.at)
}

function stalled(app: SiteApp, { trial: position, step, fate }: Stall): Problem {
  const trial = app.trials[position]!
  const route = routesOf(app, trial.trigger)[step]
  const by = route?.name ?? trial.trigger
  return error(
    'does-not-end',
    `${by} ${fate}, on ${requestText(trial, [])} or on one with more in it. The viewer gets a 503. Bound what may take long with deadline(ms, middleware), and look for a loop without end. Nothing more was tried in ${trial.trigger}.`,
    route?.at,
  )
}
