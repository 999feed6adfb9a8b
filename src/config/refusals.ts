import { edgeHeaders } from '../rules/edge-headers.js'
import { type Fault, isObject, type Place, placeText } from './fault.js'

/**
 * What AWS refuses in the two policies of a behavior, although each part of it is well-formed.
 *
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/cache-key-create-cache-policy.html
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/add-origin-custom-headers.html
 */
export function* checkRefusals(
  { cache, originRequest }: Readonly<Record<string, unknown>>,
  place: Place,
): Generator<Fault> {
  if (isObject(cache)) yield* checkCache(cache, [...place, 'cache'])
  if (isObject(originRequest) && namesIn(originRequest.headers).includes('authorization')) {
    yield refused(
      [...place, 'originRequest', 'headers'],
      "lists Authorization, which CloudFront refuses there. Forward all headers (originRequest: 'AllViewer'), or put it in the cache key (cache: { headers: ['Authorization'] }), which gives each token entries of its own.",
    )
  }
}

function* checkCache(cache: Readonly<Record<string, unknown>>, place: Place): Generator<Fault> {
  if (cache.maxTtl === 0) {
    for (const name of ['headers', 'cookies', 'query', 'gzip', 'brotli']) {
      const value = cache[name]
      if (!value || (Array.isArray(value) && value.length === 0)) continue
      yield refused(
        [...place, name],
        'is for the cache key, and with maxTtl 0 nothing is cached: CloudFront refuses the two together. What the origin is to see goes into `originRequest`.',
      )
    }
    return
  }
  const headers = namesIn(cache.headers)
  if (headers.includes('accept-encoding') && (cache.gzip !== false || cache.brotli !== false)) {
    yield refused(
      [...place, 'headers'],
      'lists Accept-Encoding, which `gzip` and `brotli` put into the cache key by themselves: CloudFront refuses both at once. Leave it out of the list, or set the two to false.',
    )
  }
  for (const [name, , policy] of edgeHeaders) {
    if (policy !== 'origin request' || !headers.includes(name.toLowerCase())) continue
    yield refused(
      [...place, 'headers'],
      `lists ${name}, which CloudFront takes in an origin request policy only: move it to \`originRequest\`.`,
    )
  }
}

function refused(place: Place, why: string): Fault {
  return { place, message: `${placeText(place)} ${why}` }
}

function namesIn(headers: unknown): string[] {
  return Array.isArray(headers) ? headers.map((name) => String(name).toLowerCase()) : []
}
