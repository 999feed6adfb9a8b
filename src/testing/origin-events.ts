import type { CloudFrontRequest } from '../event.js'
import { type CustomOriginInit, OriginView, type S3OriginInit } from '../message/origin.js'
import { cloudFrontHeaders, type Visitor } from './device.js'
import { type BodyInit, type RequestInit, requestDraft, viewerIp } from './request-init.js'
import { page, type ResponseInit, responseOf } from './response-init.js'
import { type ConfigInit, type TriggerEvent, triggerEvent } from './trigger-event.js'

/** The origin that the behavior names. */
export type OriginInit = { readonly custom: CustomOriginInit } | { readonly s3: S3OriginInit }

/** A request as CloudFront sends it to an origin; `country` and `device` as a policy asks for them. */
export interface OriginRequestInit extends RequestInit, Visitor {
  /** Default: `https` to `origin.example.com`. */
  readonly origin?: OriginInit
}

export interface OriginResponseInit extends ResponseInit, ConfigInit {
  /** The request that the origin answers, as origin-request left it. */
  readonly request?: OriginRequestInit
}

/**
 * An event of origin-request. It has the headers that CloudFront sends by itself: Host is the
 * origin's and User-Agent `Amazon CloudFront`. Whatever else the viewer sent is there only where a
 * policy carries it: give those as `headers` and `cookies`.
 *
 * @throws EdgeError `bad-event`, `bad-header`, `bad-cookie` or `bad-origin` for what cannot be.
 * @example
 * ```ts
 * originRequestEvent('/', { country: 'DE', origin: { s3: { domainName: 'b.s3.eu-central-1.amazonaws.com' } } })
 * ```
 */
export function originRequestEvent(
  target: string,
  init: OriginRequestInit & BodyInit & ConfigInit = {},
): TriggerEvent<'origin-request'> {
  return triggerEvent('origin-request', init.config, toOrigin(target, init))
}

/**
 * An event of origin-response: an HTML page with status 200, unless you say otherwise. The body is
 * in none: CloudFront shows it to no function.
 *
 * @example
 * ```ts
 * originResponseEvent('/missing', { status: 404, headers: { server: 'AmazonS3' } })
 * ```
 */
export function originResponseEvent(
  target: string,
  init: OriginResponseInit = {},
): TriggerEvent<'origin-response'> {
  return triggerEvent(
    'origin-response',
    init.config,
    toOrigin(target, init.request),
    responseOf(init, page),
  )
}

/** Where a request goes that names no origin. */
export const defaultOrigin: OriginInit = { custom: { domainName: 'origin.example.com' } }

export function toOrigin(
  target: string,
  init: OriginRequestInit & BodyInit = {},
): CloudFrontRequest {
  const { origin = defaultOrigin, clientIp = viewerIp } = init
  const draft = requestDraft('origin-request', target, init, {
    'X-Forwarded-For': clientIp,
    'User-Agent': 'Amazon CloudFront',
    Via: '2.0 9a8b7c6d5e4f.cloudfront.net (CloudFront)',
    ...cloudFrontHeaders(init),
  })
  const host = draft.lines('host') ? 'keep' : 'origin'
  const view = new OriginView(draft)
  if ('s3' in origin) view.useS3({ host, ...origin.s3 })
  else view.useCustom({ host, ...origin.custom })
  return draft.message
}
