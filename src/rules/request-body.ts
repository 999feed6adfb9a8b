import { show } from '../error.js'
import type { HeaderChange } from './header-lines.js'
import type { Inspection } from './inspection.js'
import { requestBodyBytes } from './limits.js'
import { checkReadOnly } from './read-only.js'
import { bodyType } from './response-body.js'
import { pages, type Rule, requestTriggers } from './rule.js'
import { checkStaleBody } from './stale-body.js'
import { fieldsOf, isBase64, isFields, utf8Bytes } from './wire.js'

export const bodyAction = {
  id: 'body-action',
  triggers: requestTriggers,
  message:
    'The body of a request is replaced with the action replace, where the association includes it: {problem}.',
  effect: 'ignored',
  severity: 'warning',
  certainty: 'documented',
  docs: pages.eventStructure,
  fix: 'Set body.action to replace with body.data and body.encoding, and IncludeBody on the association.',
} as const satisfies Rule

export const bodyReplaceBase64 = {
  id: 'body-replace-base64',
  triggers: requestTriggers,
  message:
    'The encoding of a body must be text or base64, and base64 must decode. {path} is {value}.',
  effect: '502 validation',
  severity: 'error',
  certainty: 'documented',
  docs: pages.eventStructure,
  fix: "Set body.encoding to text for a text; for bytes set it to base64 and data to Buffer.toString('base64').",
} as const satisfies Rule

export const bodyReplaceSize = {
  id: 'body-replace-size',
  triggers: requestTriggers,
  message: 'The body put in has {value} bytes as {encoding}, CloudFront takes {limit}.',
  effect: '502 validation',
  severity: 'error',
  certainty: 'documented',
  docs: pages.lambdaRestrictions,
  fix: 'Send a smaller body; origin-request takes 1 MB, where viewer-request takes 40 KB.',
} as const satisfies Rule

/** The body of a request, where the function changed it. */
export function checkRequestBody(
  inspection: Inspection,
  body: unknown,
  headers: HeaderChange,
): void {
  const { request, report } = inspection
  if (body === undefined) return
  if (!isFields(body)) {
    report(bodyType, 'body', { value: body })
    return
  }
  const before = fieldsOf(request.body)
  const { action = 'read-only', encoding = 'base64', data, inputTruncated } = body
  if (inputTruncated !== undefined)
    checkReadOnly(inspection, 'body.inputTruncated', before.inputTruncated, inputTruncated)

  if (action !== 'read-only' && action !== 'replace')
    ignored('body.action', `action is ${show(action)}`, 'error')
  if (data === before.data && encoding === (before.encoding ?? 'base64')) return
  if (request.body === undefined) ignored('body', 'the event brought none')
  else if (action === 'read-only') ignored('body.data', 'it was changed under another action')
  if (action === 'replace') checkReplacement(inspection, data, encoding, headers)

  function ignored(path: string, problem: string, severity?: 'error'): void {
    report(bodyAction, path, { severity, words: { problem } })
  }
}

function checkReplacement(
  inspection: Inspection,
  data: unknown,
  encoding: unknown,
  headers: HeaderChange,
): void {
  const { trigger, strictness, report } = inspection
  if (typeof data !== 'string') report(bodyType, 'body.data', { value: data })
  else if (encoding !== 'text' && encoding !== 'base64')
    report(bodyReplaceBase64, 'body.encoding', { value: encoding })
  else {
    if (encoding === 'base64' && !isBase64(data))
      report(bodyReplaceBase64, 'body.data', { value: data })
    const bytes = utf8Bytes(data)
    const limit = requestBodyBytes[trigger]?.[encoding] ?? 0
    if (bytes > limit)
      report(bodyReplaceSize, 'body.data', {
        value: bytes,
        severity: strictness.replacedBody === 'truncated' ? 'warning' : 'error',
        words: { encoding, limit },
      })
    checkStaleBody(inspection, headers, data, encoding)
  }
}
