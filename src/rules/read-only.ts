import { show } from '../error.js'
import type { Inspection } from './inspection.js'
import { pages, type Rule, requestTriggers } from './rule.js'

export const readOnlyField = {
  id: 'read-only-field',
  triggers: requestTriggers,
  message: '{path} is read-only. It was {before} and is now {value}.',
  effect: '502 validation',
  severity: 'error',
  certainty: 'inferred',
  docs: pages.eventStructure,
  fix: 'Leave method, clientIp and body.inputTruncated as they came; what the origin should know can go into a header.',
} as const satisfies Rule

/** Whether a field of the request is as it came. */
export function checkReadOnly(
  { strictness, report }: Inspection,
  path: string,
  before: unknown,
  value: unknown,
): void {
  if (before === undefined || before === value) return
  report(readOnlyField, path, {
    value,
    severity: strictness.readOnlyField === 'ignored' ? 'warning' : 'error',
    words: { before: show(before) },
  })
}
