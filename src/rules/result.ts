import type { Inspection } from './inspection.js'
import { payloadBytes } from './limits.js'
import { everyTrigger, pages, type Rule, responseTriggers } from './rule.js'
import { type Fields, isFields, onTheWire } from './wire.js'

export const resultNotJson = {
  id: 'result-not-json',
  triggers: everyTrigger,
  message: 'The Lambda function returned invalid JSON: The JSON output is not parsable.',
  effect: '502 validation',
  severity: 'error',
  certainty: 'observed',
  docs: pages.badGateway,
  fix: 'Return, from an async handler, an object of strings, numbers, lists and plain objects, without cycles.',
} as const satisfies Rule

export const resultNotObject = {
  id: 'result-not-object',
  triggers: everyTrigger,
  message:
    'The Lambda function returned invalid JSON: The JSON output must be an object type. Got {value}.',
  effect: '502 validation',
  severity: 'error',
  certainty: 'observed',
  docs: pages.badGateway,
  fix: 'Return the request or the response of the event, or a response of your own.',
} as const satisfies Rule

export const resultTooLarge = {
  id: 'result-too-large',
  triggers: everyTrigger,
  message: `The result is larger than the ${payloadBytes} bytes that Lambda takes back, so it never reaches CloudFront.`,
  effect: '503 execution',
  severity: 'error',
  certainty: 'observed',
  docs: pages.unavailable,
  fix: 'Keep large content at an origin and send the viewer there.',
} as const satisfies Rule

export const mustReturnResponse = {
  id: 'response-trigger-must-return-response',
  triggers: responseTriggers,
  message: 'A response trigger gives back a response, got {result}.',
  effect: '502 validation',
  severity: 'error',
  certainty: 'documented',
  docs: pages.responses,
  fix: 'Return event.Records[0].cf.response, changed or not. The request can no longer be changed.',
} as const satisfies Rule

/** The result as CloudFront reads it; `undefined` where it is no object, which is then reported. */
export function readResult({ report }: Inspection, result: unknown): Fields | undefined {
  const wired = onTheWire(result)
  if ('fault' in wired) report(wired.fault === 'too large' ? resultTooLarge : resultNotJson, '')
  else if (isFields(wired.json)) return wired.json
  else report(resultNotObject, '', { value: wired.json })
  return undefined
}

/** Whether a request trigger's result goes on as a request: a status makes it a response. */
export function isRequest(result: Fields): boolean {
  return !('status' in result) && hasAny(result, requestFields)
}

/** Whether a response trigger's result is a response, be it one without its status. */
export function isResponse(result: Fields): boolean {
  return (
    'status' in result || (hasAny(result, ['headers', 'body']) && !hasAny(result, requestFields))
  )
}

const requestFields = ['uri', 'method', 'querystring', 'clientIp']

function hasAny(result: Fields, names: readonly string[]): boolean {
  return names.some((name) => name in result)
}
