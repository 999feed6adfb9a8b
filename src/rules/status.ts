import { show } from '../error.js'
import { notInValue } from './header-shape.js'
import type { Inspection } from './inspection.js'
import { everyTrigger, pages, type Rule } from './rule.js'
import type { Fields } from './wire.js'

export const statusMissing = {
  id: 'status-missing',
  triggers: everyTrigger,
  message: 'A response needs a status, got {result}.',
  effect: '502 validation',
  severity: 'error',
  certainty: 'documented',
  docs: pages.responses,
  fix: "Give the response a status, such as '200'. statusCode is API Gateway's name for it.",
} as const satisfies Rule

export const statusRange = {
  id: 'status-range',
  triggers: ['viewer-request', 'origin-request', 'origin-response'],
  message: 'The status must be a whole number from 200 to 599, or one as text, got {value}.',
  effect: '502 validation',
  severity: 'error',
  certainty: 'documented',
  docs: pages.responses,
  fix: "Give a status such as '200' or 404.",
} as const satisfies Rule

export const statusDescription = {
  id: 'status-description',
  triggers: everyTrigger,
  message: 'The statusDescription must be a text without control characters, got {value}.',
  effect: '502 validation',
  severity: 'error',
  certainty: 'inferred',
  docs: pages.responses,
  fix: 'Leave statusDescription out, or give the usual words, such as Not Found.',
} as const satisfies Rule

export const viewerResponseStatus = {
  id: 'viewer-response-status-change',
  triggers: ['viewer-response'],
  message: 'The status is read-only in viewer-response. It was {before} and is now {value}.',
  effect: '502 validation',
  severity: 'error',
  certainty: 'inferred',
  docs: pages.restrictions,
  fix: 'Change the status in origin-response, or answer in viewer-request.',
} as const satisfies Rule

/** Whether the response's status is one, and may be this one. */
export function checkStatus(inspection: Inspection, result: Fields, before: Fields): void {
  const { trigger, strictness, report } = inspection
  const { status } = result
  if (status === undefined) {
    report(statusMissing, 'status', { words: { result: show(result) } })
  } else if (trigger === 'viewer-response') {
    if (before.status !== undefined && digits(status) !== digits(before.status))
      report(viewerResponseStatus, 'status', {
        value: status,
        severity: strictness.viewerResponseStatus === 'ignored' ? 'warning' : 'error',
        words: { before: show(before.status) },
      })
  } else if (status !== before.status && !/^[2-5]\d\d$/.test(digits(status))) {
    report(statusRange, 'status', { value: status })
  }
  const { statusDescription: text = before.statusDescription } = result
  if (text !== before.statusDescription && (typeof text !== 'string' || notInValue.test(text)))
    report(statusDescription, 'statusDescription', { value: text })
}

/** A number and its text are the same status. */
function digits(status: unknown): string {
  return typeof status === 'number' || typeof status === 'string' ? String(status) : ''
}
