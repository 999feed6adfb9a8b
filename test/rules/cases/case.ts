/** What the cases of all rules are made of. */
import type { CloudFrontEvent, Trigger } from '../../../src/event.js'
import type { RuleId, Severity, ValidateOptions } from '../../../src/rules/index.js'
import * as events from '../../fixtures/events.js'

/** A result that breaks a rule at a path, and one just inside it. */
export interface Case {
  readonly what: string
  readonly trigger: Trigger
  readonly event: CloudFrontEvent
  readonly broken: unknown
  readonly inside: unknown
  readonly path: string
  readonly message: string
  readonly severity?: Severity
  /** What else the broken result breaks, unavoidably. */
  readonly also?: readonly RuleId[]
  readonly options?: ValidateOptions
}

export type Found = Exclude<RuleId, 'throws' | 'throttled'>

export type Fields = Record<string, unknown>

/** The event's own request or response, changed: what a function hands back. */
export const request = (event: CloudFrontEvent, changes: Fields = {}): Fields => ({
  ...event.Records[0].cf.request,
  ...changes,
})
export const response = (event: CloudFrontEvent, changes: Fields = {}): Fields => ({
  ...event.Records[0].cf.response,
  ...changes,
})
/** The message with headers set, or deleted where they are undefined. */
export const withHeaders = (message: Fields, headers: Fields): Fields => ({
  ...message,
  headers: { ...(message.headers as Fields), ...headers },
})

// The event of each kind, with its trigger: spread into a case.
export const vr = { trigger: 'viewer-request', event: events.viewerRequest() } as const
export const post = { trigger: 'viewer-request', event: events.viewerRequestWithBody() } as const
export const or = { trigger: 'origin-request', event: events.originRequestCustom() } as const
export const orS3 = { trigger: 'origin-request', event: events.originRequestS3() } as const
export const ors = { trigger: 'origin-response', event: events.originResponse() } as const
export const chunked = {
  trigger: 'origin-response',
  event: events.originResponseChunked500(),
} as const
export const vres = { trigger: 'viewer-response', event: events.viewerResponse() } as const

export const reply = (changes: Fields = {}): Fields => ({ status: '200', ...changes })

/** A request from an origin-request event whose body was included. */
export const orPost = {
  trigger: 'origin-request',
  event: events.originRequestCustom({
    method: 'POST',
    body: { inputTruncated: false, action: 'read-only', encoding: 'base64', data: 'aGk=' },
  }),
} as const

export const replaceBody = (
  base: { event: CloudFrontEvent },
  data: unknown,
  encoding: unknown,
): Fields =>
  request(base.event, { body: { inputTruncated: false, action: 'replace', encoding, data } })

export const withOrigin = (fields: Fields): Fields =>
  request(or.event, { origin: { custom: { ...events.customOrigin(), ...fields } } })

export const withS3 = (fields: Fields): Fields => {
  const s3 = { ...events.s3Origin({ domainName: 'new.s3.amazonaws.com' }), ...fields }
  return withHeaders(request(orS3.event, { origin: { s3 } }), {
    host: [{ key: 'Host', value: s3.domainName }],
  })
}

/** Headers of `bytes` bytes in all, under a name of one byte. */
export const headersOfBytes = (bytes: number): Fields => ({
  a: [{ key: 'A', value: 'x'.repeat(bytes - 1) }],
})

/** A request that is so large as JSON, by a field that CloudFront does not know. */
export const requestOfBytes = (bytes: number): Fields => {
  const head = Buffer.byteLength(JSON.stringify(request(or.event, { note: 'é' })))
  return request(or.event, { note: `é${'x'.repeat(bytes - head)}` })
}
