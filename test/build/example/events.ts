import type { CloudFrontEvent, CloudFrontHeaders, Trigger } from '../../../src/event.js'
import * as events from '../../fixtures/events.js'

/** In the order of a request. */
export const triggers = [
  'viewer-request',
  'origin-request',
  'origin-response',
  'viewer-response',
] as const

export type ByTrigger<T> = Readonly<Record<Trigger, T>>

/** What the example app may be given, in documented shapes. */
export const eventsByTrigger: ByTrigger<readonly CloudFrontEvent[]> = {
  'viewer-request': [
    events.viewerRequest(),
    events.viewerRequest({ uri: '/old/shoes' }),
    events.viewerRequest({ uri: '/checkout', headers: fromBrowser({ Cookie: 'ab-checkout=b' }) }),
    events.viewerRequest({ uri: '/checkout/pay', querystring: 'preview-checkout=b&step=2' }),
    events.viewerRequest({
      uri: '/images/shoes/red.jpg',
      headers: fromBrowser({ Accept: 'image/avif,image/webp', 'Sec-CH-Width': '700' }),
    }),
    events.viewerRequest({ headers: fromBrowser({ 'X-Debug': '1' }) }),
    events.viewerRequestWithBody(),
  ],
  'origin-request': [
    events.originRequestCustom(),
    events.originRequestCustom({ uri: '/api/users' }),
    events.originRequestS3({ uri: '/api/users' }),
  ],
  'origin-response': [
    events.originResponse(),
    events.originResponse({ headers: events.lines({ 'Content-Type': 'image/avif' }) }),
    events.originResponseChunked500(),
  ],
  'viewer-response': [events.viewerResponse(), events.viewerResponse({ status: '404' })],
}

function fromBrowser(headers: Record<string, string>): CloudFrontHeaders {
  const { request } = events.viewerRequest().Records[0].cf
  return { ...request.headers, ...events.lines(headers) }
}
