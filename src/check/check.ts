import { type Environment, environmentOf } from '../build/env.js'
import { type Problem, ProjectError } from '../config/problem.js'
import type { ResolvedConfig } from '../config/resolve.js'
import { absenceProblems } from './absent.js'
import { accessProblems } from './access.js'
import { behaviorProblems } from './behaviors.js'
import { gather } from './gather.js'
import { hostProblems } from './hosts.js'
import { keyProblems } from './key-rule.js'
import { outcomeProblems } from './outcomes.js'
import { policyProblems } from './policies.js'
import { routeProblems } from './routes.js'
import { settingProblems } from './settings.js'
import type { Site } from './site.js'
import { storedProblems } from './stored.js'
import { unseenErrorProblems } from './unseen-errors.js'

export interface CheckOptions {
  /** From `loadConfig` or `resolveConfig`. */
  readonly config: ResolvedConfig
  /** One of the config's stages. Default none: the values in `env` alone. */
  readonly stage?: string
}

export interface CheckReport {
  /** Errors first. */
  readonly problems: readonly Problem[]
  /** What was looked at. */
  readonly checked: Checked
}

/** How many of each. */
export interface Checked {
  readonly apps: number
  readonly behaviors: number
  /** Steps of all triggers. */
  readonly routes: number
  /** Requests that were tried. */
  readonly requests: number
}

/**
 * Finds what CloudFront would refuse when a project is deployed, and what would go wrong at run time:
 * it builds every app without writing anything, and tries generated requests on it, in a worker
 * without network. What keeps an app from being built is among the problems, not thrown.
 *
 * Each code of a problem has a heading in docs/problems.md.
 *
 * @example
 * ```ts
 * import { formatProblem, loadConfig } from 'ledge/build'
 * import { check } from 'ledge/check'
 *
 * const { problems } = await check({ config: await loadConfig(process.cwd()) })
 * for (const problem of problems) console.log(problem.severity, formatProblem(problem))
 * ```
 */
export async function check({ config, stage }: CheckOptions): Promise<CheckReport> {
  let environment: Environment
  try {
    environment = environmentOf(config, stage)
  } catch (cause) {
    if (!(cause instanceof ProjectError)) throw cause
    return { problems: cause.problems, checked: { apps: 0, behaviors: 0, routes: 0, requests: 0 } }
  }
  const { site, problems } = await gather(config, environment)
  const all = [...problems, ...checks.flatMap((look) => [...look(site)])]
  return {
    problems: [...all.filter(isError), ...all.filter((problem) => !isError(problem))],
    checked: {
      apps: site.apps.length,
      behaviors: config.behaviors.length,
      routes: site.apps.reduce((sum, { routes }) => sum + routes.length, 0),
      requests: site.apps.reduce((sum, { runs }) => sum + runs.length, 0),
    },
  }
}

const checks: readonly ((site: Site) => Iterable<Problem>)[] = [
  outcomeProblems,
  accessProblems,
  keyProblems,
  policyProblems,
  absenceProblems,
  storedProblems,
  behaviorProblems,
  routeProblems,
  hostProblems,
  unseenErrorProblems,
  settingProblems,
]

function isError({ severity }: Problem): boolean {
  return severity === 'error'
}
