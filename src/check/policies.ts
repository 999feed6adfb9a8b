import type { CachePolicy, OriginRequestPolicy } from '../config/policies.js'
import { error, type Problem, warning } from '../config/problem.js'
import { edgeHeaders } from '../rules/edge-headers.js'
import { isMissing, kinds, type Need, needer, needsOf } from './needs.js'
import { mustList, policyText } from './policy-text.js'
import type { Site, SiteBehavior } from './site.js'

/** What steps need of the policies, and these do not carry or cannot. */
export function* policyProblems(site: Site): Generator<Problem> {
  for (const behavior of site.behaviors) {
    const missing = needsOf(site, behavior).filter((need) => isMissing(need, behavior))
    for (const need of missing) {
      const why = refusal(need, behavior)
      if (why) yield error('policy-refuses', `${need.route.name} ${why}`, need.route.at)
    }
    const possible = missing.filter((need) => !refusal(need, behavior))
    const isForKey = ({ inKey }: Need): boolean => inKey && behavior.isCached
    yield* lacking(site, behavior, 'cache', possible.filter(isForKey))
    const toForward = possible.filter((need) => !isForKey(need))
    yield* lacking(site, behavior, 'originRequest', toForward)
    yield* tooLong(site, behavior)
  }
}

/**
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/adding-cloudfront-headers.html
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/add-origin-custom-headers.html
 */
function refusal(
  { kind, name, inKey }: Need,
  { isCached, index, behavior }: SiteBehavior,
): string | undefined {
  if (kind !== 'headers') return undefined
  const lower = name.toLowerCase()
  const edge = edgeHeaders.find(([known]) => known.toLowerCase() === lower)
  if (inKey && isCached && edge?.[2] === 'origin request') {
    return `needs ${name} in the cache key, which CloudFront takes in an origin request policy only. Decide by it in a behavior that is not cached: \`cache: 'CachingDisabled'\`.`
  }
  if (lower !== 'authorization' || (inKey && isCached)) return undefined
  const orInKey = isCached
    ? "`cache: { headers: ['Authorization'] }`, which gives each token entries of its own, or "
    : ''
  return `needs Authorization forwarded, which CloudFront refuses in the list of an origin request policy. Write in behaviors[${index}] ('${behavior.path}') ${orInKey}\`originRequest: 'AllViewer'\`.`
}

function* lacking(
  { locate }: Site,
  { behavior, index, key, carriage }: SiteBehavior,
  side: 'cache' | 'originRequest',
  needs: readonly Need[],
): Generator<Problem> {
  const [first] = needs
  if (!first) return
  const names = (kind: Need['kind']): string[] => {
    const all = needs.flatMap((need) => (need.kind === kind ? need.name : []))
    return [...new Map(all.map((name) => [name.toLowerCase(), name])).values()]
  }
  const added = { headers: names('headers'), cookies: names('cookies'), query: names('query') }
  const policy: CachePolicy | OriginRequestPolicy = side === 'cache' ? key : carriage.forward
  const listed = kinds.flatMap((kind) => added[kind].map((name) => `${labels[kind]} ${name}`))
  const steps = [...new Set(needs.map(needer))]
  const rest = mustList(policy.headers, added.headers)
    ? ' with all other headers that the origin is to see, since CloudFront adds its own to a list only'
    : ''
  yield error(
    'policy-lacks',
    [
      `behaviors[${index}] ('${behavior.path}') does not ${side === 'cache' ? 'have in its cache key' : 'forward'}`,
      ` ${listed.join(', ')}, which ${steps.join(' and ')} ${steps.length > 1 ? 'need' : 'needs'}:`,
      ` ${first.path} comes there. Write \`${side}: ${policyText(policy, added)}\`${rest}.`,
    ].join(''),
    locate(['behaviors', index, side]) ?? first.route.at,
  )
}

const labels: Readonly<Record<Need['kind'], string>> = {
  headers: 'the header',
  cookies: 'the cookie',
  query: 'the query parameter',
}

/** https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/cloudfront-limits.html */
const most = 10

function* tooLong({ locate }: Site, { behavior, index }: SiteBehavior): Generator<Problem> {
  for (const side of ['cache', 'originRequest'] as const) {
    const policy = behavior[side]
    if (typeof policy !== 'object') continue
    for (const kind of kinds) {
      const { [kind]: selection = [] } = policy
      const names =
        typeof selection === 'object' && 'except' in selection ? selection.except : selection
      if (names === 'all' || names.length <= most) continue
      yield warning(
        'policy-too-long',
        `behaviors[${index}].${side}.${kind} has ${names.length} names. AWS takes ${most} in a policy, unless it has raised that quota for you. Leave out what nothing needs, or fold several into one header in viewer-request.`,
        locate(['behaviors', index, side, kind]),
      )
    }
  }
}
