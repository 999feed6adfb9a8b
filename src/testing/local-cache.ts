import type { CloudFrontRequest } from '../event.js'
import { type Cycle, cycle, type Site, type Store, type Stored } from './cycle.js'
import { deviceOf, type Visitor } from './device.js'
import { momentOf } from './fixed-world.js'
import { answerOf, type OriginAnswer } from './origin-answer.js'
import type { OriginInit } from './origin-events.js'
import { cacheKey, type Policy, policiesOf } from './policies.js'
import type { RunOptions } from './run.js'
import { SeenResponse } from './seen-response.js'
import { appOf, type Target } from './target.js'
import { secondsToKeep, type TimeToLive } from './time-to-live.js'
import type { TriggerEvent } from './trigger-event.js'

export interface CycleOptions extends RunOptions {
  /** Plays the origin: it is given the request as origin-request left it. */
  readonly origin: (request: CloudFrontRequest) => OriginAnswer | Promise<OriginAnswer>
  /** The origin that the behavior names. Default: `https` to `origin.example.com`. */
  readonly configured?: OriginInit
  /** The behavior's cache policy. Default: what the steps of the app say that they need. */
  readonly key?: Policy
  /** The behavior's origin request policy. Default: what the steps of the app say that they need. */
  readonly forward?: Policy
}

export interface LocalCacheOptions extends CycleOptions {
  readonly ttl?: TimeToLive
}

/** What one request is like, beside its event. */
export type FetchOptions = Visitor & RunOptions

/** A CloudFront without a network. */
export interface LocalCache {
  /**
   * Sends a request through. `country` and `device` are what CloudFront knows of the viewer; the device
   * is by default the one that the event was made for.
   */
  fetch(event: TriggerEvent<'viewer-request'>, options?: FetchOptions): Promise<Cycle>
  /** Forgets all that is stored. */
  clear(): void
}

/**
 * An app in front of an origin, with a cache between its viewer and its origin triggers: a second
 * visitor gets what was made for the first one, wherever their cache keys are the same.
 *
 * The key is made of the request as viewer-request left it; stored is what origin-response, or an
 * answer of origin-request, left, for as long as its cache-control and `ttl` say. Origin triggers
 * run on misses only, and see only what a policy carries. Requests at the same time are not
 * collapsed, what has expired is fetched anew, and errors have no pages of their own.
 *
 * @example
 * ```ts
 * const site = localCache(app, { origin: () => ({ body: 'hello' }) })
 * await site.fetch(viewerRequestEvent('/'))
 * const second = await site.fetch(viewerRequestEvent('/', { cookies: { ab: 'b' } }))
 * second.cache // 'hit'
 * second.response.body // 'hello'
 * ```
 */
export function localCache(
  target: Target<'viewer-request', ''>,
  options: LocalCacheOptions,
): LocalCache {
  const entries = new Map<string, Entry>()
  return {
    async fetch(event, own = {}) {
      const all = { ...options, ...own }
      const now = momentOf(all.now ?? Date.now())
      const site = siteOf(target, event, all)
      const keyOf = (request: CloudFrontRequest): string | undefined =>
        // OPTIONS can be cached, too, but is not by default.
        request.method === 'GET' || request.method === 'HEAD'
          ? cacheKey(request, site.visitor, site.policies)
          : undefined
      const store: Store = {
        find(request) {
          const entry = entries.get(keyOf(request) ?? '')
          return entry && now < entry.until ? aged(entry, now) : undefined
        },
        keep(request, stored) {
          const key = keyOf(request)
          const seconds = secondsToKeep(new SeenResponse(stored.response), options.ttl ?? {}, now)
          if (key === undefined || seconds === 0) return
          entries.set(key, { ...stored, from: now, until: now + seconds * 1000 })
        },
      }
      return cycle(event, { ...site, store })
    },
    clear: () => entries.clear(),
  }
}

/**
 * One request from the viewer to the origin and back, with an empty cache, or with `cached` in it.
 *
 * @example
 * ```ts
 * const { response, originRequest } = await runCycle(app, viewerRequestEvent('/de/'), {
 *   origin: ({ uri }) => ({ status: uri === '/de/' ? 200 : 404 }),
 *   country: 'DE',
 * })
 * ```
 */
export function runCycle(
  target: Target<'viewer-request', ''>,
  event: TriggerEvent<'viewer-request'>,
  options: CycleOptions & Visitor & { readonly cached?: OriginAnswer },
): Promise<Cycle> {
  const { cached, ...rest } = options
  const stored = cached && {
    response: answerOf(cached),
    originError: (cached.status ?? 200) >= 400,
  }
  return cycle(event, { ...siteOf(target, event, rest), store: { find: () => stored, keep() {} } })
}

interface Entry extends Stored {
  /** In milliseconds, as `until`. */
  readonly from: number
  readonly until: number
}

function siteOf(
  target: Target<'viewer-request', ''>,
  event: TriggerEvent<'viewer-request'>,
  { key, forward, configured, origin, country, ...rest }: CycleOptions & Visitor,
): Omit<Site, 'store'> {
  const app = appOf(target, 'viewer-request')
  const needed = policiesOf(app)
  const userAgent = event.Records[0].cf.request.headers['user-agent']?.[0]?.value
  const { device = deviceOf(userAgent), ...options } = rest
  return {
    app,
    origin,
    configured,
    policies: { key: key ?? needed.key, forward: forward ?? needed.forward },
    visitor: { ...(country && { country }), ...(device && { device }) },
    options,
  }
}

/** An entry as a hit finds it. */
function aged({ response, originError, from }: Entry, now: number): Stored {
  const age = [{ key: 'Age', value: String(Math.floor((now - from) / 1000)) }]
  return {
    response: { ...response, headers: { ...response.headers, age } },
    // An origin's error of which origin-response made a 200 is none any more.
    originError: originError && Number(response.status) >= 400,
  }
}
