import { Annotations, Duration } from 'aws-cdk-lib'
import * as cloudfront from 'aws-cdk-lib/aws-cloudfront'
import type { Construct } from 'constructs'
import type { NameSelection } from '../config/policies.js'
import type { KeyPolicy } from '../deploy/cache-policy.js'
import type { ForwardPolicy } from '../deploy/origin-request-policy.js'
import type { Plan, PlannedBehavior } from '../deploy/plan.js'
import { quotaNotes } from '../deploy/policy-notes.js'
import type { PolicyUse } from '../deploy/policy-use.js'
import { selected, selectedHeaders } from '../deploy/selected.js'

/** The policies of a behavior, in the words of CDK's options. */
export interface PoliciesOfBehavior {
  readonly cachePolicy: cloudfront.ICachePolicy
  readonly originRequestPolicy?: cloudfront.IOriginRequestPolicy
}

/** The policies of a plan: AWS's own, and those that are made, each once. */
export class BehaviorPolicies {
  readonly #cache = new Map<string, cloudfront.ICachePolicy>()
  readonly #originRequest = new Map<string, cloudfront.IOriginRequestPolicy>()

  constructor(scope: Construct, { behaviors }: Plan) {
    for (const { cache, originRequest } of behaviors) {
      if (!this.#cache.has(cache.id)) this.#cache.set(cache.id, cachePolicy(scope, cache))
      if (!originRequest || this.#originRequest.has(originRequest.id)) continue
      this.#originRequest.set(originRequest.id, originRequestPolicy(scope, originRequest))
    }
  }

  of({ cache, originRequest }: PlannedBehavior): PoliciesOfBehavior {
    return {
      cachePolicy: this.#cache.get(cache.id)!,
      ...(originRequest && { originRequestPolicy: this.#originRequest.get(originRequest.id)! }),
    }
  }
}

function cachePolicy(scope: Construct, use: PolicyUse<KeyPolicy>): cloudfront.ICachePolicy {
  if (use.kind === 'managed')
    return cloudfront.CachePolicy.fromCachePolicyId(scope, use.name, use.id)
  const { id, policy } = use
  const { headers } = policy
  const { CacheCookieBehavior, CacheHeaderBehavior, CacheQueryStringBehavior } = cloudfront
  const made = new cloudfront.CachePolicy(scope, id, {
    minTtl: Duration.seconds(policy.minTtl),
    defaultTtl: Duration.seconds(policy.defaultTtl),
    maxTtl: Duration.seconds(policy.maxTtl),
    headerBehavior:
      headers.length > 0 ? CacheHeaderBehavior.allowList(...headers) : CacheHeaderBehavior.none(),
    cookieBehavior: behaviorOf(policy.cookies, CacheCookieBehavior),
    queryStringBehavior: behaviorOf(policy.query, CacheQueryStringBehavior),
    enableAcceptEncodingGzip: policy.gzip,
    enableAcceptEncodingBrotli: policy.brotli,
  })
  warn(made, quotaNotes(headers, policy))
  return made
}

function originRequestPolicy(
  scope: Construct,
  use: PolicyUse<ForwardPolicy>,
): cloudfront.IOriginRequestPolicy {
  if (use.kind === 'managed') {
    return cloudfront.OriginRequestPolicy.fromOriginRequestPolicyId(scope, use.name, use.id)
  }
  const { id, policy } = use
  const made = new cloudfront.OriginRequestPolicy(scope, id, {
    headerBehavior: headersOf(policy),
    cookieBehavior: behaviorOf(policy.cookies, cloudfront.OriginRequestCookieBehavior),
    queryStringBehavior: behaviorOf(policy.query, cloudfront.OriginRequestQueryStringBehavior),
  })
  warn(made, quotaNotes(selectedHeaders(policy).names, policy))
  return made
}

/** What CDK's classes for cookies and query strings have in common. */
interface Behaviors<B> {
  none(): B
  all(): B
  allowList(...names: string[]): B
  denyList(...names: string[]): B
}

function behaviorOf<B>(selection: NameSelection, behaviors: Behaviors<B>): B {
  const { behavior, names } = selected(selection)
  if (behavior === 'whitelist') return behaviors.allowList(...names)
  if (behavior === 'allExcept') return behaviors.denyList(...names)
  return behaviors[behavior]()
}

function headersOf(policy: ForwardPolicy): cloudfront.OriginRequestHeaderBehavior {
  const { OriginRequestHeaderBehavior } = cloudfront
  const { behavior, names } = selectedHeaders(policy)
  if (behavior === 'none') return OriginRequestHeaderBehavior.none()
  if (behavior === 'whitelist') return OriginRequestHeaderBehavior.allowList(...names)
  if (behavior === 'allExcept') return OriginRequestHeaderBehavior.denyList(...names)
  return OriginRequestHeaderBehavior.all(...names)
}

function warn(made: Construct, notes: readonly string[]): void {
  for (const note of notes) Annotations.of(made).addWarningV2('ledge:policy-quota', note)
}
