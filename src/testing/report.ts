import { show } from '../error.js'
import type { Change } from './changes.js'
import type { Subject, Verdict } from './checks.js'
import { RunOutcome } from './run-outcome.js'

/** What an assertion says when it fails: what was expected, what was there, and the whole story. */
export function failure(subject: Subject, { pass, expected, got }: Verdict): string {
  const story =
    subject instanceof RunOutcome
      ? report(subject)
      : [
          `response ${subject.status} ${subject.statusDescription}`,
          ...[...subject.headers].map(([name, value]) => `    ${name}: ${value}`),
        ].join('\n')
  return `Expected the outcome ${pass ? `not ${expected}` : expected}, but ${got}.\n\n${story}`
}

/** A run in a few lines: what came, what became of it, who did what. */
export function report(outcome: RunOutcome): string {
  const { trigger, event, kind, status, error, changes, trace } = outcome
  const { method, uri, querystring } = event.Records[0].cf.request ?? {}
  const target = querystring ? `${uri}?${querystring}` : uri
  const head = `${trigger} ${method} ${target}: ${kind}${kind === 'replied' ? ` ${status}` : ''}`
  const steps = trace.map(({ name, ended }) => (ended ? `${name} (ended the chain)` : name))
  return [
    head,
    ...(kind === 'failed' ? [`  ! ${error instanceof Error ? error.stack : show(error)}`] : []),
    ...(changes.length > 0 ? changes.flatMap(lines) : ['    nothing changed']),
    `    steps: ${steps.join(' → ') || 'none ran'}`,
  ].join('\n')
}

/** Why CloudFront would not take the result. */
export function refusal(outcome: RunOutcome): string {
  const findings = outcome.findings.flatMap(
    ({ severity, rule, path, middleware, message, fix, docs }) => [
      `${severity} ${rule}${path && ` at ${path}`}${middleware ? `, changed by ${middleware}` : ''}`,
      `    ${message}`,
      `    ${fix}`,
      `    ${docs}`,
    ],
  )
  return ['CloudFront would refuse this result.', '', ...findings, '', report(outcome)].join('\n')
}

function lines({ path, op, before, after }: Change): string[] {
  const old = `  - ${path}: ${short(before)}`
  const now = `  + ${path}: ${short(after)}`
  return op === 'add' ? [now] : op === 'remove' ? [old] : [old, now]
}

function short(value: unknown): string {
  const text = JSON.stringify(value) ?? ''
  return text.length > 200 ? `${text.slice(0, 197)}...` : text
}
