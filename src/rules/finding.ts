import { show } from '../error.js'
import type { Trigger } from '../event.js'
import type { Rule, Severity } from './rule.js'

/** One place of a result that breaks a rule. */
export interface Finding {
  /** The rule's id. */
  readonly rule: string
  readonly severity: Severity
  readonly trigger: Trigger
  /** One line, fit for a log, in CloudFront's words where they are known. */
  readonly message: string
  /** Where in the result: `headers.host`, `origin.custom.port`; empty for the result as a whole. */
  readonly path: string
  /** What stands there, as CloudFront reads it; for a size the number of bytes or characters. */
  readonly value?: unknown
  /** Who made the change, where a trace is there. */
  readonly middleware?: string
  /** AWS's page. */
  readonly docs: string
  readonly fix: string
}

export interface Details {
  readonly value?: unknown
  /** Where this case weighs otherwise than the rule. */
  readonly severity?: Severity | undefined
  /** For the `{braces}` of the rule's message, beside `{path}` and `{value}`. */
  readonly words?: Readonly<Record<string, string | number>>
  readonly middleware?: string | undefined
}

/** A rule, broken at a path. */
export function finding(
  rule: Rule,
  trigger: Trigger,
  path: string,
  { value, severity = rule.severity, words, middleware }: Details = {},
): Finding {
  const all: Details['words'] = { path, value: show(value), ...words }
  return {
    rule: rule.id,
    severity,
    trigger,
    message: rule.message.replace(/\{(\w+)\}/g, (_, word) => oneLine(String(all[word]))),
    path,
    ...(value === undefined ? {} : { value }),
    ...(middleware === undefined ? {} : { middleware }),
    docs: rule.docs,
    fix: rule.fix,
  }
}

/** Viewers have a say in names and values: none of them begins a line of its own in a log. */
function oneLine(text: string): string {
  return text.slice(0, 200).replace(/[\p{Cc}\p{Zl}\p{Zp}]/gu, (character) => {
    return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`
  })
}
