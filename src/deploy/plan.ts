import type { AttachedFunction, Attachment } from '../build/attach.js'
import type { FunctionEntry, Manifest } from '../build/manifest.js'
import { ProjectError } from '../config/problem.js'
import { runtimes } from '../config/runtimes.js'
import { chooseCachePolicy, type KeyPolicy, keyProblems } from './cache-policy.js'
import { managedCachePolicyIds, managedOriginRequestPolicyIds } from './managed-policies.js'
import { distinct, joined } from './names.js'
import {
  type ChosenOriginRequestPolicy,
  chooseOriginRequestPolicy,
  type ForwardPolicy,
  forwardProblems,
  unlistedHeaders,
} from './origin-request-policy.js'
import { OwnPolicies, type OwnPolicy, type PolicyUse } from './policy-use.js'

/** What is to be deployed, whichever tool does it. */
export interface Plan {
  readonly functions: readonly PlannedFunction[]
  readonly behaviors: readonly PlannedBehavior[]
  readonly cachePolicies: readonly OwnPolicy<KeyPolicy>[]
  readonly originRequestPolicies: readonly OwnPolicy<ForwardPolicy>[]
  readonly origins: Manifest['origins']
}

export interface PlannedFunction extends FunctionEntry {
  /** As in the manifest. */
  readonly name: string
  /** The name with dashes. */
  readonly dashed: string
  /** The name in letters and digits. */
  readonly id: string
  /**
   * A name that is another whenever the code or its settings are: what is published under it is
   * published once.
   */
  readonly versionId: string
  /** The hash of the zip as Lambda has it, in base64. */
  readonly codeSha256: string
}

export interface PlannedBehavior extends Pick<Attachment, 'path' | 'origin'> {
  /** A name with dashes. */
  readonly dashed: string
  /** The name in letters and digits. */
  readonly id: string
  readonly functions: readonly PlannedAssociation[]
  readonly cache: PolicyUse<KeyPolicy>
  readonly originRequest: PolicyUse<ForwardPolicy> | undefined
}

export interface PlannedAssociation extends Pick<AttachedFunction, 'trigger' | 'includeBody'> {
  readonly function: PlannedFunction
}

/**
 * Names what a manifest asks for, and finds the policies that carry what its behaviors need.
 *
 * @throws ProjectError where a behavior needs what no policy of CloudFront can say.
 */
export function planOf(manifest: Manifest): Plan {
  const functionNames = distinct(Object.keys(manifest.functions))
  const functions = Object.entries(manifest.functions).map(([name, entry], i) =>
    planned(name, functionNames[i]!, entry),
  )
  const byName = new Map(functions.map((one) => [one.name, one]))
  const names = distinct(manifest.behaviors.map(({ path }) => (path === '*' ? 'default' : path)))
  const problems = manifest.behaviors.flatMap(keyProblems)
  const cachePolicies = new OwnPolicies<KeyPolicy>('cache-policy')
  const originRequestPolicies = new OwnPolicies<ForwardPolicy>('origin-request-policy')

  const forwarded = (
    name: string,
    chosen: ChosenOriginRequestPolicy,
  ): PlannedBehavior['originRequest'] => {
    if (typeof chosen !== 'string') return chosen && originRequestPolicies.of(name, chosen)
    return { kind: 'managed', name: chosen, id: managedOriginRequestPolicyIds[chosen] }
  }

  const behaviors = manifest.behaviors.map((behavior, i): PlannedBehavior => {
    const name = names[i]!
    const cache = chooseCachePolicy(behavior, unlistedHeaders(behavior))
    const originRequest = chooseOriginRequestPolicy(behavior, cache)
    problems.push(...forwardProblems(behavior, originRequest))
    return {
      path: behavior.path,
      origin: behavior.origin,
      dashed: name,
      id: joined(name),
      functions: behavior.functions.map(({ trigger, includeBody, function: attached }) => ({
        trigger,
        includeBody,
        function: byName.get(attached)!,
      })),
      cache:
        typeof cache === 'string'
          ? { kind: 'managed', name: cache, id: managedCachePolicyIds[cache] }
          : cachePolicies.of(name, cache),
      originRequest: forwarded(name, originRequest),
    }
  })
  if (problems.length > 0) throw new ProjectError(problems)
  return {
    functions,
    behaviors,
    cachePolicies: cachePolicies.all,
    originRequestPolicies: originRequestPolicies.all,
    origins: manifest.origins,
  }
}

function planned(name: string, dashed: string, entry: FunctionEntry): PlannedFunction {
  const { sha256, runtime, memory, timeout } = entry
  const id = joined(dashed)
  const settings = `Node${runtimes[runtime].node}Memory${memory}Timeout${timeout}`
  return {
    ...entry,
    name,
    dashed,
    id,
    versionId: `${id}Version${sha256.slice(0, 16)}${settings}`,
    codeSha256: Buffer.from(sha256, 'hex').toString('base64'),
  }
}

/** The names of the origins of a kind. */
export function originsOf({ origins }: Plan, kind: Manifest['origins'][string]): string[] {
  return Object.keys(origins).filter((name) => origins[name] === kind)
}
