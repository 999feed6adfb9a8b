import type { KeyPolicy } from './cache-policy.js'
import type { ForwardPolicy } from './origin-request-policy.js'
import { selected, selectedHeaders } from './selected.js'

/** What to know of a cache policy, as lines of a comment. */
export function cachePolicyNotes(policy: KeyPolicy): string[] {
  return [
    'What the config and the needs of the app keep apart in the cache.',
    policy.minTtl === 0
      ? 'With a minimum of 0 seconds an answer that says no-store is not cached.'
      : `For ${policy.minTtl} seconds, as the config has it, even an answer that says no-store is cached.`,
    ...quotaNotes(policy.headers, policy),
  ]
}

/** What to know of an origin request policy, as lines of a comment. */
export function originRequestPolicyNotes(policy: ForwardPolicy): string[] {
  return [
    'What goes to the origin beside the cache key.',
    ...quotaNotes(selectedHeaders(policy).names, policy),
  ]
}

/** https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/cloudfront-limits.html */
export function quotaNotes(
  headers: readonly string[],
  { cookies, query }: Pick<KeyPolicy, 'cookies' | 'query'>,
): string[] {
  const counts = {
    headers: headers.length,
    cookies: selected(cookies).names.length,
    'query strings': selected(query).names.length,
  }
  return Object.entries(counts)
    .filter(([, count]) => count > 10)
    .map(([kind, count]) => `${count} ${kind}: a policy has 10, unless AWS raised your quota.`)
}
