/** The rules as markdown, for people: the README's table, and the whole of docs/rules.md. */
import type { Trigger } from '../event.js'
import { rules } from './catalogue.js'
import { contradictions } from './contradictions.js'
import { deniedCustomHeaderPrefixes, deniedCustomHeaders } from './custom-headers.js'
import { edgeHeaders } from './edge-headers.js'
import { disallowedHeaderPrefixes, disallowedHeaders, readOnlyHeaders } from './headers.js'
import * as limits from './limits.js'
import { originFieldTable } from './origin-fields.js'
import { everyTrigger, pages, type Rule, requestTriggers, responseTriggers } from './rule.js'
import { strict } from './strictness.js'

/** Every rule: where it holds, what follows, what is said, what to do. */
export function rulesTable(): string {
  return table(
    ['Rule', 'Trigger', 'What follows', 'What is said', 'What to do'],
    rules.map((rule: Rule) => [
      `[\`${rule.id}\`](${rule.docs})`,
      where(rule.triggers),
      `${rule.effect}${rule.severity === 'warning' ? ' (warning)' : ''}, ${rule.certainty}`,
      rule.message,
      rule.fix,
    ]),
  )
}

/** The rules by name, for the README. */
export function rulesSummary(): string {
  return table(
    ['Rule', 'Trigger', 'What follows'],
    rules.map((rule: Rule) => [`\`${rule.id}\``, where(rule.triggers), rule.effect]),
  )
}

/** The page docs/rules.md. */
export function rulesPage(): string {
  return `# What CloudFront refuses

Generated from \`src/rules\`, the table that \`validate\`, the types, the testing kit and the emulator
read. What a function leaves as it came is never refused.

## Rules

*What is said* is CloudFront's own text, from its error page or its log, where it speaks of the
Lambda function; else it is Ledge's. *What follows* ends with how sure it is: documented by AWS,
observed by users of CloudFront, or inferred where AWS is silent.

${rulesTable()}

## Headers

Never shown to a function, and not to be added: ${names(disallowedHeaders)}, and all that start with
${names(disallowedHeaderPrefixes)}.

Read-only, in the event and in a reply alike ([AWS](${pages.restrictions})):

${table(
  ['Trigger', 'Headers'],
  everyTrigger.map((trigger) => [trigger, names(readOnlyHeaders[trigger])]),
)}

Not to be added to an origin's \`customHeaders\`: the first list, any header of the request, and
${names(deniedCustomHeaders)}, and all that start with ${names(deniedCustomHeaderPrefixes)}. At most
${number(limits.customHeaders.count)} of them, with names of ${number(limits.customHeaders.nameChars)}, values of
${number(limits.customHeaders.valueChars)} and ${number(limits.customHeaders.totalChars)} characters in all.

Added by CloudFront for origin triggers, where a policy asks ([AWS](${pages.cloudFrontHeaders})):

${table(['Header', 'Holds', 'Policy'], edgeHeaders)}

## Sizes

${table(
  ['Trigger', 'Response: headers and body', 'Request body put in: text', 'base64'],
  everyTrigger.map((trigger) => {
    const { text, base64 } = limits.requestBodyBytes[trigger] ?? {}
    return [trigger, number(limits.responseBytes[trigger]), number(text), number(base64)]
  }),
)}

In bytes. Headers count with their names and values, a base64 body with its encoded text. \`uri\` and
\`querystring\` have at most ${number(limits.uriChars)} characters together, a request without its body or an origin's
headers ${number(limits.headBytes)} bytes, the whole result as JSON ${number(limits.payloadBytes)} bytes.

## Origins

${(['custom', 's3'] as const)
  .map((kind) =>
    table(
      [`\`origin.${kind}\``, 'must be'],
      Object.entries(originFieldTable[kind]).map(([field, { allowed }]) => [
        `\`${field}\``,
        allowed(strict),
      ]),
    ),
  )
  .join('\n\n')}

## Where AWS's pages disagree or are silent

Each point is an option of \`validate\`; the first value is the default.

${table(
  ['Option', 'Value', 'AWS'],
  Object.entries(contradictions).flatMap(([option, sides]) =>
    sides.map(({ value, says, page }, i) => [
      i === 0 ? `\`${option}\`` : '',
      `\`${value}\``,
      `${says} [Page](${page})`,
    ]),
  ),
)}
`
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  return [head, head.map(() => '---'), ...rows]
    .map((cells) => `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`)
    .join('\n')
}

function where(triggers: readonly Trigger[]): string {
  if (triggers.length === everyTrigger.length) return 'all'
  if (triggers === requestTriggers) return 'both request triggers'
  return triggers === responseTriggers ? 'both response triggers' : triggers.join(', ')
}

function names(list: readonly string[]): string {
  return list.map((name) => `\`${name}\``).join(', ')
}

function number(value: number | undefined): string {
  return value?.toLocaleString('en') ?? '–'
}
