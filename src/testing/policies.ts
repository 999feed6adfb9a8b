import type { App } from '../app.js'
import type { CloudFrontRequest } from '../event.js'
import { Draft } from '../message/draft.js'
import { RequestView } from '../message/request.js'
import { needsOf } from '../pipeline/needs.js'
import { cloudFrontHeaders, type Visitor } from './device.js'
import { type OriginInit, toOrigin } from './origin-events.js'

/** Names of what a policy carries; none by default. `'all'` headers are those that the viewer sent. */
export interface Policy {
  readonly headers?: readonly string[] | 'all'
  readonly cookies?: readonly string[] | 'all'
  readonly query?: readonly string[] | 'all'
}

/** A behavior's two policies. */
export interface Policies {
  /** The cache policy: part of the cache key, and seen by origin triggers. */
  readonly key: Policy
  /** The origin request policy: seen by origin triggers, and no part of the key. */
  readonly forward: Policy
}

/** The policies that the app asks for by the `needs` of its steps. */
export function policiesOf(app: App): Policies {
  const needs = needsOf(app.routes())
  return { key: needs?.cacheKey ?? {}, forward: needs?.forward ?? {} }
}

/** What tells one entry of the cache from another, from the request as viewer-request left it. */
export function cacheKey(request: CloudFrontRequest, visitor: Visitor, { key }: Policies): string {
  const { uri, querystring, headers, cookies } = select(request, visitor, [key])
  const lines = [...headers].filter(([name]) => name !== 'cookie')
  return JSON.stringify([uri, querystring, lines.sort(), Object.entries(cookies.all()).sort()])
}

/** The request as CloudFront sends it to the origin: with what a policy carries, and no more. */
export function requestToOrigin(
  request: CloudFrontRequest,
  visitor: Visitor,
  { key, forward }: Policies,
  origin: OriginInit | undefined,
): CloudFrontRequest {
  const { uri, querystring, headers } = select(request, visitor, [key, forward])
  const { method, clientIp, body } = request
  const values: Record<string, string[]> = {}
  for (const [name] of headers) values[name] = headers.getAll(name)
  const through = new RequestView(new Draft(request)).headers.getAll('x-forwarded-for')
  values['x-forwarded-for'] = [[...through, clientIp].join(', ')]
  const sent = toOrigin('/', { method, clientIp, headers: values, ...(origin && { origin }) })
  return { ...sent, uri, querystring, ...(body && { body }) }
}

/** The request without what no policy carries, and with what CloudFront knows of the visitor. */
function select(
  request: CloudFrontRequest,
  visitor: Visitor,
  policies: readonly Policy[],
): RequestView {
  const view = new RequestView(new Draft({ ...request }))
  const { headers } = view
  const wanted = namesIn(policies, 'headers').map((name) => name.toLowerCase())
  const all = hasAll(policies, 'headers')

  // Where all go on, so does what has no name.
  if (!hasAll(policies, 'cookies')) view.cookies.keep(namesIn(policies, 'cookies'))
  if (!hasAll(policies, 'query')) view.query.keep(namesIn(policies, 'query'))
  for (const name of Object.keys(request.headers)) {
    // What the viewer says of these CloudFront does not believe.
    const invented = name.startsWith('cloudfront-')
    if (name !== 'cookie' && (invented || !(all || wanted.includes(name)))) headers.delete(name)
  }
  for (const [name, value] of Object.entries(cloudFrontHeaders(visitor))) {
    if (wanted.includes(name.toLowerCase())) headers.set(name, value)
  }
  return view
}

function hasAll(policies: readonly Policy[], kind: keyof Policy): boolean {
  return policies.some((policy) => policy[kind] === 'all')
}

function namesIn(policies: readonly Policy[], kind: keyof Policy): string[] {
  return policies.flatMap((policy) => {
    const names = policy[kind]
    return names === undefined || names === 'all' ? [] : names
  })
}
