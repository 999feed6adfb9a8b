import { show } from '../error.js'
import { type Lines, sameLines } from './header-lines.js'
import type { Inspection } from './inspection.js'
import { everyTrigger, pages, type Rule } from './rule.js'
import { fieldsOf, isFields } from './wire.js'

export const headersShape = {
  id: 'headers-shape',
  triggers: everyTrigger,
  message:
    'The Lambda function returned an invalid entry in the headers object: Each header entry in the headers object must be an array. {path} is {value}.',
  effect: '502 validation',
  severity: 'error',
  certainty: 'observed',
  docs: pages.eventStructure,
  fix: "Give headers as { 'content-type': [{ key: 'Content-Type', value: 'text/html' }] }: a list of lines for each lower-case name.",
} as const satisfies Rule

export const headerValueType = {
  id: 'header-value-type',
  triggers: everyTrigger,
  message:
    'The Lambda function returned an invalid entry in the headers object, the value of each header value must be of string or array of string type, header :{name} has one or more entries whose value is neither string nor array of strings.',
  effect: '502 validation',
  severity: 'error',
  certainty: 'observed',
  docs: pages.eventStructure,
  fix: 'Give each line one string as its value: numbers as text, several values as several lines.',
} as const satisfies Rule

export const headerKeyMismatch = {
  id: 'header-key-mismatch',
  triggers: everyTrigger,
  message:
    'The header stands under {name} with the key {value}; nothing says which of the two is sent.',
  effect: 'served',
  severity: 'warning',
  certainty: 'inferred',
  docs: pages.examples,
  fix: 'Put each line under the lower-case spelling of its key.',
} as const satisfies Rule

export const headerChars = {
  id: 'header-chars',
  triggers: everyTrigger,
  message:
    "Lambda function result validation failed, the function returned an invalid header, invalid character : '{character}' in header {part}, headerName : {name}.",
  effect: '502 validation',
  severity: 'error',
  certainty: 'observed',
  docs: pages.eventStructure,
  fix: 'Percent-encode or drop what comes from outside: no line breaks or control characters in values, letters, digits and hyphens in names.',
} as const satisfies Rule

/** What may not stand in a header's name: RFC 9110 section 5.6.2 makes it a token, not empty. */
const notInName = /[^!#$%&'*+\-.^_`|~\w]|^$/

/** What may not stand in a header's value: control characters but the tab. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
export const notInValue: RegExp = /[\0-\x08\x0a-\x1f\x7f-\x9f]/

/** Whether headers have CloudFront's form; lines that came so are left alone. */
export function checkHeaderShape(
  inspection: Inspection,
  headers: unknown,
  before: Lines,
  path = 'headers',
): void {
  const { report } = inspection
  if (!isFields(headers)) report(headersShape, path, { value: headers })
  for (const [name, entry] of Object.entries(fieldsOf(headers))) {
    const lower = name.toLowerCase()
    const here = `${path}.${lower}`
    if (!Array.isArray(entry)) report(headersShape, here, { value: entry })
    else if (!sameLines(before.get(lower), entry.map(valueIn)))
      for (const line of entry) checkLine(inspection, name, line, here)
  }
}

/** A header's name as CloudFront writes it in its messages. */
export function spelling(name: string): string {
  return name.replace(/(^|-)[a-z]/g, (start) => start.toUpperCase())
}

function checkLine({ report }: Inspection, name: string, line: unknown, path: string): void {
  const { key = name, value } = fieldsOf(line)
  if (!isFields(line) || typeof key !== 'string') {
    report(headersShape, path, { value: line })
    return
  }
  if (key.toLowerCase() !== name)
    report(headerKeyMismatch, path, { value: key, words: { name: show(name) } })

  const inName = notInName.exec(name) ?? notInName.exec(key)
  const inValue = typeof value === 'string' && notInValue.exec(value)
  if (inName) refuse(headerChars, key, 'name', inName[0])
  if (inValue) refuse(headerChars, value, 'value', inValue[0])
  if (typeof value !== 'string') refuse(headerValueType, value)

  function refuse(rule: Rule, value: unknown, part = '', character = ''): void {
    const words = { name: spelling(String(key)), part, character: percent(character) }
    report(rule, path, { value, words })
  }
}

function valueIn(line: unknown): unknown {
  return fieldsOf(line).value
}

/** As CloudFront shows a character that it refuses. */
function percent(character: string): string {
  const code = character.charCodeAt(0)
  return Number.isNaN(code) ? '' : `%${code.toString(16).toUpperCase().padStart(2, '0')}`
}
