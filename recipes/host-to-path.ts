import { badRequest, type Middleware, notFound, withNeeds } from 'ledge'
import {
  askedHost,
  canonicalPath,
  checkOptions,
  isListOf,
  leadsOut,
  oneOf,
  ownHeader,
} from 'ledge/recipe-kit'

export interface HostToPathOptions {
  /** The domain whose subdomains are the tenants: `example.com` for `shop.example.com`. */
  readonly domain: string
  /** The tenants: a list of names, or a function that knows them. */
  readonly names: readonly string[] | ((name: string) => boolean)
  /** What their paths are put below, such as `/tenants`. Default `''`: `/shop/…`. */
  readonly prefix?: string
  /** A request header that gets the name, instead of the path. Default none. */
  readonly header?: string
  /**
   * What becomes of other hosts: a 404, or they go on as they are, but for paths below `prefix`. Without
   * a prefix their paths and the tenants' are the same ones. Default `refuse`.
   */
  readonly unknown?: 'refuse' | 'pass'
}

/**
 * One distribution for many sites: the subdomain becomes the beginning of the path, or a header of the
 * cache key, so that each tenant has a cache and a folder of its own. Only listed names count, and no
 * spelling of a path leads out of a tenant's folder: it is sent on in normal form, and one with an
 * encoded dot segment is refused.
 *
 * It must run in viewer-request, on every request: later triggers see the origin's host.
 *
 * @throws EdgeError `bad-option`.
 * @example
 * ```ts
 * import { ledge } from 'ledge'
 * import { hostToPath } from 'ledge/recipes/host-to-path'
 *
 * export const app = ledge()
 * app.viewerRequest(
 *   hostToPath({ domain: 'preview.example.com', names: (name) => /^pr-\d+$/.test(name), prefix: '/previews' }),
 * )
 * ```
 */
export function hostToPath(options: HostToPathOptions): Middleware<'viewer-request'> {
  checkOptions<HostToPathOptions>('hostToPath', options, {
    domain: ['a domain in lower case', (v) => isListOf([v], /^[a-z\d-]+(\.[a-z\d-]+)+$/)],
    names: ['a list of names, or a function', (v) => typeof v === 'function' || isListOf(v, label)],
    'prefix?': ['a path without a slash at the end', (v) => isListOf([v], /^(\/[\w~-]+)*$/)],
    'header?': ownHeader,
    'unknown?': oneOf('refuse', 'pass'),
  })
  const { domain, names, prefix = '', header, unknown = 'refuse' } = options
  const listed = typeof names === 'function' ? undefined : new Set(names)
  const isTenant = (name: string): boolean =>
    label.test(name) &&
    (listed ? listed.has(name) : (names as (name: string) => boolean)(name) === true)

  return withNeeds(
    header ? { cacheKey: { headers: [header] } } : {},
    function hostToPath({ request }, next) {
      if (header) request.headers.delete(header)
      const host = askedHost(request.headers)
      const name = host.endsWith(`.${domain}`) ? host.slice(0, -domain.length - 1) : ''
      const isKnown = isTenant(name)
      if (!isKnown && unknown === 'refuse') return notFound(`No tenant at ${host}.`)
      if (header) {
        if (isKnown) request.headers.set(header, name)
        return next()
      }
      if (!isKnown && prefix === '') return next()
      const path = canonicalPath(`/${request.uri}`)
      if (leadsOut(`/${request.uri}`)) return badRequest('The path leads out of its folder.')
      if (!isKnown) {
        return isBelow(prefix, path) ? notFound('The path is a tenant’s.') : next()
      }
      const uri = `${prefix}/${name}${path}`
      // CloudFront takes no more, and would answer 502.
      if (uri.length + request.querystring.length > 8191) return badRequest('The path is too long.')
      request.uri = uri
      return next()
    },
  )
}

/** What can be one label of a host name. */
const label = /^[a-z\d](?:[a-z\d-]{0,61}[a-z\d])?$/

/** Whether a path is in a folder for some origin: S3 decodes `%2F`, others cut off what follows a `;`. */
function isBelow(folder: string, path: string): boolean {
  const slashed = path.replace(/%(?:25)+/g, '%').replace(/%2f|%5c|\\/gi, '/')
  const read = canonicalPath(slashed.replace(/(?:;|%3b)[^/]*/gi, ''))
  return `${read}/`.startsWith(`${folder}/`)
}
