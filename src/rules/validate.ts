import { show } from '../error.js'
import type { CloudFrontEvent, Trigger } from '../event.js'
import { type Finding, finding } from './finding.js'
import type { Inspection } from './inspection.js'
import { checkRequest } from './request.js'
import { checkResponse } from './response.js'
import { isRequest, isResponse, mustReturnResponse, readResult } from './result.js'
import { everyTrigger, responseTriggers } from './rule.js'
import { type Strictness, strict } from './strictness.js'
import { type Fields, fieldsOf, onTheWire } from './wire.js'

export interface ValidateOptions extends Partial<Strictness> {
  /** Who changed a path of the result, such as `headers.host`: it becomes the finding's middleware. */
  readonly blame?: (path: string) => string | undefined
}

/**
 * What CloudFront would refuse of a handler's result, or serve to everyone's harm. It never throws,
 * whatever the event and the result are, and changes neither; of a trigger that is none it knows
 * nothing. What the function left as it came is
 * never a finding.
 *
 * `event` is the event as it came: hand a handler that changes it in place a copy. After 100
 * findings it stops counting.
 *
 * @example
 * ```ts
 * for (const { rule, message, fix } of validate('viewer-request', event, { status: '99' }))
 *   console.log(rule, message, fix) // status-range The status must be a whole number from 200 …
 * ```
 */
export function validate(
  trigger: Trigger,
  event: CloudFrontEvent,
  result: unknown,
  options: ValidateOptions = {},
): Finding[] {
  const { blame, ...strictness } = options
  const findings: Finding[] = []
  if (!everyTrigger.includes(trigger)) return findings
  const cf = readEvent(event)
  const inspection: Inspection = {
    trigger,
    strictness: { ...strict, ...defined(strictness) },
    request: fieldsOf(cf.request),
    report(rule, path, details) {
      if (findings.length < enough)
        findings.push(finding(rule, trigger, path, { ...details, middleware: blame?.(path) }))
    },
  }
  const fields = readResult(inspection, result)
  if (!fields) return findings
  if (responseTriggers.includes(trigger)) {
    if (isResponse(fields)) checkResponse(inspection, fields, fieldsOf(cf.response))
    else inspection.report(mustReturnResponse, '', { words: { result: show(fields) } })
  } else if (isRequest(fields)) checkRequest(inspection, fields)
  else checkResponse(inspection, fields, {})
  return findings
}

const enough = 100

/** Without what is there and undefined, which would hide a default. */
function defined<T extends object>(options: T): Partial<T> {
  const entries = Object.entries(options).filter(([, value]) => value !== undefined)
  return Object.fromEntries(entries) as Partial<T>
}

/** The event's one record; empty where the event is none. */
function readEvent(event: unknown): Fields {
  const wired = onTheWire(event)
  const { Records: records } = fieldsOf('json' in wired ? wired.json : undefined)
  return fieldsOf(fieldsOf(Array.isArray(records) ? records[0] : undefined).cf)
}
