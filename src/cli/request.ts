import { behaviorMatches } from '../build/reach.js'
import { carriedAs } from '../check/inputs.js'
import { cachePolicy, originRequestPolicy } from '../config/policies.js'
import type { ResolvedBehavior, ResolvedConfig } from '../config/resolve.js'
import { EdgeError } from '../error.js'
import type { Trigger } from '../event.js'
import { canonicalPath } from '../pipeline/canonical-path.js'
import {
  originRequestEvent,
  originResponseEvent,
  type TriggerEvent,
  viewerRequestEvent,
  viewerResponseEvent,
} from '../testing/index.js'
import { WrongCall } from './wrong-call.js'

/** A request that somebody asks about. */
export interface AskedRequest {
  /** With its query, as on a request line. */
  readonly target: string
  readonly method: string
  readonly host: string | undefined
}

/** The behavior that takes a request: the first whose pattern its path matches, in normal form. */
export function behaviorOf(
  { behaviors }: ResolvedConfig,
  { target }: AskedRequest,
): ResolvedBehavior {
  const path = canonicalPath(target.replace(/\?.*$/s, ''))
  // The last one matches everything: a config without it is refused.
  return behaviors.find((behavior) => behaviorMatches(behavior.path, path))!
}

/**
 * The events of a request in each trigger of a behavior.
 *
 * @throws WrongCall for what is no request.
 */
export function eventsOf(
  { target, method, host }: AskedRequest,
  { cache, originRequest }: ResolvedBehavior,
): Record<Trigger, TriggerEvent> {
  const carriage = { key: cachePolicy(cache), forward: originRequestPolicy(originRequest) }
  const keepsHost = carriedAs({ kind: 'header', name: 'host' }, carriage) !== 'none'
  const viewer = { method, ...(host !== undefined && { host }) }
  // Host is the origin's there, unless a policy forwards the viewer's.
  const origin = { method, ...(keepsHost && host !== undefined && { headers: { host } }) }
  try {
    return {
      'viewer-request': viewerRequestEvent(target, viewer),
      'origin-request': originRequestEvent(target, origin),
      'origin-response': originResponseEvent(target, { request: origin }),
      'viewer-response': viewerResponseEvent(target, { request: viewer }),
    }
  } catch (cause) {
    if (!(cause instanceof EdgeError)) throw cause
    throw new WrongCall(`That is no request: ${cause.message}`)
  }
}
