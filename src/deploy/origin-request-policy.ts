import type { Attachment } from '../build/attach.js'
import {
  type ManagedOriginRequestPolicy,
  managedOriginRequestPolicies,
  type NameSelection,
  type OriginRequestPolicy,
} from '../config/policies.js'
import { error, type Problem } from '../config/problem.js'
import { type ChosenCachePolicy, isCached, keyCovers } from './cache-policy.js'
import { anyCase, covers, extend, extendList } from './selection.js'

/** An origin request policy with everything in it that was left out. */
export type ForwardPolicy = Required<OriginRequestPolicy>

/** The origin request policy of a behavior: none, AWS's own, or one made for it. */
export type ChosenOriginRequestPolicy = ManagedOriginRequestPolicy | ForwardPolicy | undefined

/** Headers that an origin request policy carries with all the others, but never by name. */
const neverListed = ['authorization', 'accept-encoding']

/** Those of a behavior that can reach the origin only as part of the key, or among all headers. */
export function unlistedHeaders({ forward, originRequest }: Attachment): string[] {
  const { headers } = complete(originRequest)
  return forward.headers.filter((name) => isNeverListed(name) && !covers(headers, name, anyCase))
}

/** The policy that forwards what the app's `needs` and the config forward, beside the cache key. */
export function chooseOriginRequestPolicy(
  behavior: Attachment,
  cache: ChosenCachePolicy,
): ChosenOriginRequestPolicy {
  const { originRequest, cacheKey, forward } = behavior
  const base = complete(originRequest)
  const wanted = (kind: 'headers' | 'cookies' | 'query'): string[] => {
    const names = isCached(behavior) ? forward[kind] : [...cacheKey[kind], ...forward[kind]]
    return names.filter((name) => !keyCovers(cache, kind, name))
  }
  const policy: ForwardPolicy = {
    ...withHeaders(base, wanted('headers')),
    cookies: extend(base.cookies, wanted('cookies')),
    query: extend(base.query, wanted('query')),
  }
  const isEnough =
    policy.headers === base.headers &&
    policy.cloudFrontHeaders === base.cloudFrontHeaders &&
    policy.cookies === base.cookies &&
    policy.query === base.query
  if (isEnough && typeof originRequest !== 'object') return originRequest
  return policy
}

/** What CloudFront takes in no origin request policy. */
export function forwardProblems(
  { path }: Attachment,
  chosen: ChosenOriginRequestPolicy,
): Problem[] {
  if (typeof chosen !== 'object' || chosen.cloudFrontHeaders.length === 0) return []
  const { headers, cloudFrontHeaders } = chosen
  if (headers === 'all') return []
  const rest = 'except' in headers ? `all headers but ${headers.except.join(', ')}` : 'a list'
  return [
    error(
      'policy-refuses',
      `The behavior ${path} needs ${cloudFrontHeaders.join(', ')} beside ${rest} of the viewer, and an origin request policy of CloudFront cannot say that. Name the headers of the viewer in \`originRequest\`, or take 'AllViewerAndCloudFrontHeaders-2022-06' and set Host in origin-request, as \`ctx.request.origin.useCustom\` does.`,
    ),
  ]
}

function withHeaders(base: ForwardPolicy, wanted: readonly string[]): ForwardPolicy {
  const { headers, cloudFrontHeaders } = base
  const listed = headers !== 'all' && !('except' in headers) ? headers : undefined
  const mustBeAll = listed !== undefined && wanted.some(isNeverListed)
  if (listed && !mustBeAll) return { ...base, headers: extendList(listed, wanted, anyCase) }
  const all = listed ? allBut(covers(listed, 'Host', anyCase) ? [] : ['Host']) : headers
  return {
    ...base,
    headers: extend(
      all,
      wanted.filter((name) => !isCloudFronts(name)),
      anyCase,
    ),
    cloudFrontHeaders: extendList(
      cloudFrontHeaders,
      [...(listed ?? []), ...wanted].filter(isCloudFronts),
      anyCase,
    ),
  }
}

/** The viewer's Host is the distribution's name: an origin that was not asked would not know it. */
function allBut(except: readonly string[]): NameSelection {
  return except.length > 0 ? { except } : 'all'
}

/** A header that CloudFront adds, so that it is not among those of the viewer. */
function isCloudFronts(name: string): boolean {
  return anyCase(name).startsWith('cloudfront-')
}

function isNeverListed(name: string): boolean {
  return neverListed.includes(anyCase(name))
}

function complete(policy: Attachment['originRequest'] = {}): ForwardPolicy {
  const given: OriginRequestPolicy =
    typeof policy === 'string' ? managedOriginRequestPolicies[policy] : policy
  const { headers = none, cloudFrontHeaders = none, cookies = none, query = none } = given
  const isList = headers !== 'all' && !('except' in headers)
  return {
    headers: isList ? extendList(headers, cloudFrontHeaders, anyCase) : headers,
    cloudFrontHeaders: isList ? none : cloudFrontHeaders,
    cookies,
    query,
  }
}

const none: readonly string[] = []
