import type { Inspection } from './inspection.js'
import { everyTrigger, pages, type Rule } from './rule.js'
import { type Fields, isBase64 } from './wire.js'

export const bodyType = {
  id: 'body-type',
  triggers: everyTrigger,
  message:
    'The Lambda function result failed validation: The body is not a string, is not an object, or exceeds the maximum size. {path} is {value}.',
  effect: '502 validation',
  severity: 'error',
  certainty: 'observed',
  docs: pages.responses,
  fix: 'Give a response a text as its body, JSON as JSON.stringify makes it, bytes as base64; leave the body of a request the object that it was.',
} as const satisfies Rule

export const bodyEncoding = {
  id: 'body-encoding',
  triggers: everyTrigger,
  message:
    'The bodyEncoding must be text or base64, and a base64 body must decode. {path} is {value}.',
  effect: '502 validation',
  severity: 'error',
  certainty: 'documented',
  docs: pages.responses,
  fix: "Leave bodyEncoding out for text; for bytes set it to base64 and body to Buffer.toString('base64').",
} as const satisfies Rule

export const noContentBody = {
  id: '204-with-body',
  triggers: ['viewer-request'],
  message: 'A response with status 204 must not have a body.',
  effect: '502 validation',
  severity: 'error',
  certainty: 'documented',
  docs: pages.responses,
  fix: 'Leave body out.',
} as const satisfies Rule

export const viewerResponseBody = {
  id: 'viewer-response-body',
  triggers: ['viewer-response'],
  message: 'A body cannot be put in in viewer-response.',
  effect: '502 validation',
  severity: 'error',
  certainty: 'inferred',
  docs: pages.responses,
  fix: 'Put the body in in origin-response, or answer in viewer-request.',
} as const satisfies Rule

/** The body that a function gives a response; the origin's own is never in an event. */
export function checkResponseBody(
  { trigger, strictness, report }: Inspection,
  { status, body, bodyEncoding: encoding }: Fields,
): void {
  if (encoding !== undefined && encoding !== 'text' && encoding !== 'base64')
    report(bodyEncoding, 'bodyEncoding', { value: encoding })
  if (body === undefined) return
  if (trigger === 'viewer-response' && strictness.viewerResponseBody === 'refused')
    report(viewerResponseBody, 'body')
  if (typeof body !== 'string') report(bodyType, 'body', { value: body })
  else if (encoding === 'base64' && !isBase64(body)) report(bodyEncoding, 'body', { value: body })
  if (trigger === 'viewer-request' && (status === 204 || status === '204'))
    report(noContentBody, 'body')
}
