import type { RequestTrigger } from '../event.js'
import { Query } from '../message/query.js'
import { type RedirectStatus, redirect } from '../message/redirect.js'
import type { Reply } from '../message/reply.js'
import type { Needs } from '../pipeline/needs.js'
import type { Context } from '../triggers/context.js'
import type { Address } from './address-template.js'

/** How a recipe redirects. */
export interface MovedOptions {
  /**
   * Seconds that browsers keep the redirect, and, where origin-request gives it, CloudFront does: not
   * every request pays for it then. Default 3600; 0 lets nobody keep it.
   */
  readonly cache?: number
  /**
   * The query parameters that go along. Default: in viewer-request all, in origin-request none, since
   * there the first visitor's would be kept for all; those that are named must be in the cache key.
   */
  readonly query?: readonly string[]
}

/** What redirects need: that the parameters that go along are in the cache key. */
export function movedNeeds({ query }: MovedOptions): Needs {
  return query?.length ? { cacheKey: { query } } : {}
}

/**
 * Sends a viewer on to another address, with the query string.
 *
 * @param status Default: 301 for GET and HEAD, and 308 for all else, since browsers make a GET of
 * whatever a 301 answers. https://www.rfc-editor.org/rfc/rfc9110#section-15.4
 */
export function moved(
  ctx: Context<RequestTrigger>,
  { origin = '', path, query, hash }: Address,
  options: MovedOptions,
  status: RedirectStatus = isSafe(ctx.request.method) ? 301 : 308,
): Reply {
  const { cache = 3600 } = options
  const search = carried(ctx, options.query, query)
  const answer = redirect(`${origin}${path}${search && `?${search}`}${hash}`, status)
  if (cache > 0) answer.headers.set('cache-control', `max-age=${cache}`)
  return answer
}

/** The query of the address and what goes along of the viewer's; where both name one, the address wins. */
function carried(
  { trigger, request }: Context<RequestTrigger>,
  names: readonly string[] | undefined,
  own: string,
): string {
  const { querystring } = request
  if (querystring === '' || (!names && trigger === 'origin-request')) return own
  const rest = { querystring }
  const query = new Query(rest)
  if (names) query.keep(names)
  for (const [name] of new Query({ querystring: own })) query.delete(name)
  return [own, rest.querystring].filter(Boolean).join('&')
}

function isSafe(method: string): boolean {
  return method === 'GET' || method === 'HEAD'
}
