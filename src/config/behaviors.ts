import { type Fault, fault, isObject, isText, type Place, unknownKeys } from './fault.js'
import { didYouMean } from './nearest.js'
import { managedCachePolicies, managedOriginRequestPolicies } from './policies.js'
import { checkRefusals } from './refusals.js'
import { isViewer, triggerNames } from './trigger-names.js'

/** What is wrong with `behaviors`. */
export function* checkBehaviors(config: Readonly<Record<string, unknown>>): Generator<Fault> {
  const { behaviors, origins } = config
  if (behaviors === undefined) return
  if (!Array.isArray(behaviors) || behaviors.length === 0) {
    return yield fault(['behaviors'], 'a list of at least one behavior', behaviors)
  }
  const originNames = isObject(origins) ? Object.keys(origins) : ['site']
  const seen = new Set<unknown>()
  for (const [i, behavior] of behaviors.entries()) {
    const place = ['behaviors', i]
    if (!isObject(behavior)) {
      yield fault(place, "an object such as { path: '*', origin: 'site' }", behavior)
      continue
    }
    yield* checkBehavior(behavior, place, originNames)
    const { path } = behavior
    if (seen.has(path)) yield fault([...place, 'path'], 'a path that no behavior before has', path)
    seen.add(path)
    const last = i === behaviors.length - 1
    if (last && path !== '*') {
      yield fault([...place, 'path'], "'*', since it is the last: the default behavior", path)
    } else if (!last && path === '*') {
      yield fault([...place, 'path'], "no '*', since behaviors stand behind it", path)
    }
  }
}

function* checkBehavior(
  behavior: Readonly<Record<string, unknown>>,
  place: Place,
  originNames: readonly string[],
): Generator<Fault> {
  const known = [
    'path',
    'origin',
    'app',
    'cache',
    'originRequest',
    'triggers',
    'cloudFrontFunctions',
  ]
  yield* unknownKeys(behavior, known, place)
  const { path, origin, app, cache, originRequest } = behavior
  // https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/DownloadDistValuesCacheBehavior.html
  if (!isText(path) || path.length > 255 || !/^[\w\-.*$/~"'@:+&?()!,;=%[\]]+$/.test(path)) {
    yield fault([...place, 'path'], 'a path pattern of at most 255 characters', path)
  }
  if (!originNames.includes(origin as string)) {
    const hint = didYouMean(String(origin), originNames)
    yield fault([...place, 'origin'], `one of ${originNames.join(', ')}`, origin, hint)
  }
  if (app !== undefined && !isText(app)) yield fault([...place, 'app'], 'a path', app)
  yield* checkPolicy(cache, [...place, 'cache'], managedCachePolicies, cachePolicyKeys)
  yield* checkPolicy(
    originRequest,
    [...place, 'originRequest'],
    managedOriginRequestPolicies,
    originRequestPolicyKeys,
  )
  yield* checkRefusals(behavior, place)
  const lists = { triggers: triggerNames, cloudFrontFunctions: triggerNames.filter(isViewer) }
  for (const [name, known] of Object.entries(lists)) {
    const { [name]: list = [] } = behavior
    if (Array.isArray(list) && list.every((trigger) => known.includes(trigger))) continue
    yield fault([...place, name], `a list of ${known.join(', ')}`, list)
  }
}

const cachePolicyKeys = [
  'minTtl',
  'defaultTtl',
  'maxTtl',
  'headers',
  'cookies',
  'query',
  'gzip',
  'brotli',
]
const originRequestPolicyKeys = ['headers', 'cloudFrontHeaders', 'cookies', 'query']

function* checkPolicy(
  policy: unknown,
  place: Place,
  managed: object,
  known: readonly string[],
): Generator<Fault> {
  if (policy === undefined) return
  if (typeof policy === 'string' && Object.hasOwn(managed, policy)) return
  if (!isObject(policy)) {
    const names = Object.keys(managed)
    const hint = typeof policy === 'string' ? didYouMean(policy, names) : ''
    return yield fault(place, `one of ${names.join(', ')}, or a policy of your own`, policy, hint)
  }
  yield* unknownKeys(policy, known, place)
  for (const [key, value] of Object.entries(policy)) {
    const here = [...place, key]
    if (/Ttl$/.test(key)) {
      if (!Number.isInteger(value) || Number(value) < 0)
        yield fault(here, 'a whole number of seconds', value)
    } else if (key === 'gzip' || key === 'brotli') {
      if (typeof value !== 'boolean') yield fault(here, 'true or false', value)
    } else if (known.includes(key)) yield* checkSelection(value, here)
  }
}

function* checkSelection(value: unknown, place: Place): Generator<Fault> {
  const lists = isObject(value) ? value.except : value
  if (value === 'all' || (Array.isArray(lists) && lists.every(isText))) return
  yield fault(place, "'all', a list of names or { except: a list of names }", value)
}
