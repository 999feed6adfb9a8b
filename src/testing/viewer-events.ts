import type { CloudFrontRequest } from '../event.js'
import type { Draft } from '../message/draft.js'
import { type DeviceKind, userAgents } from './device.js'
import { type BodyInit, badEvent, type RequestInit, requestDraft } from './request-init.js'
import { page, type ResponseInit, responseOf } from './response-init.js'
import { type ConfigInit, type TriggerEvent, triggerEvent } from './trigger-event.js'

/** A request as a viewer sends it. */
export interface ViewerRequestInit extends RequestInit {
  /** The Host header. Default `www.example.com`. */
  readonly host?: string
  /** Sends the User-Agent of such a device, all that viewer triggers have to tell it by. Default desktop. */
  readonly device?: DeviceKind
  readonly country?: 'CloudFront tells the country to origin triggers only'
}

export interface ViewerResponseInit extends ResponseInit, ConfigInit {
  /** The request that is answered, as viewer-request left it. */
  readonly request?: ViewerRequestInit
}

/**
 * An event of viewer-request. `target` is the path with the query string, as it stands on a request
 * line; malformed percent-encoding goes through, as it does in CloudFront.
 *
 * Every call makes fresh plain objects. `run` works on a copy, so one event serves many runs; the
 * handlers of an app and functions written by hand change the one they get.
 *
 * @throws EdgeError `bad-event` for what no viewer-request can hold, `bad-header` and `bad-cookie`
 * for what is no header or cookie.
 * @example
 * ```ts
 * viewerRequestEvent('/cart?step=2', { cookies: { sid: 'abc' }, headers: { accept: 'text/html' } })
 * ```
 */
export function viewerRequestEvent(
  target: string,
  init: ViewerRequestInit & BodyInit & ConfigInit = {},
): TriggerEvent<'viewer-request'> {
  return triggerEvent('viewer-request', init.config, fromViewer(target, init).message)
}

/**
 * An event of viewer-response: an HTML page with status 200, unless you say otherwise.
 *
 * @example
 * ```ts
 * viewerResponseEvent('/cart', { headers: { age: '61' }, request: { cookies: { sid: 'abc' } } })
 * ```
 */
export function viewerResponseEvent(
  target: string,
  init: ViewerResponseInit = {},
): TriggerEvent<'viewer-response'> {
  return triggerEvent(
    'viewer-response',
    init.config,
    fromViewer(target, init.request).message,
    responseOf(init, { ...page, Via: '1.1 3f1a2b4c5d6e.cloudfront.net (CloudFront)' }),
  )
}

function fromViewer(
  target: string,
  init: ViewerRequestInit & BodyInit = {},
): Draft<CloudFrontRequest> {
  const { host = 'www.example.com', device = 'desktop', country } = init
  if (country !== undefined) {
    throw badEvent(
      'CloudFront tells the country to origin triggers only: give it to originRequestEvent, or set the header CloudFront-Viewer-Country yourself to play a viewer who makes one up.',
    )
  }
  return requestDraft('viewer-request', target, init, {
    Host: host,
    'User-Agent': userAgents[device],
    Accept: '*/*',
  })
}
