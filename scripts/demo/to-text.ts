import type { Change } from 'ledge/testing'
import { goingOut } from './going-out.js'
import type { Paint, Style } from './paint.js'
import type { Shown } from './shown.js'
import { summaryOf, type Totals } from './summary.js'

const width = 100
const labelWidth = 20
const heading =
  'examples/storefront at work: what CloudFront sends, which middlewares run, what goes out'

/** For a terminal of 100 columns. */
export function toText(shown: readonly Shown[], paint: Paint): string {
  const blocks = shown.map((one, i) => block(i + 1, one, paint))
  return [heading, ...blocks, table(summaryOf(shown), paint)].join('\n\n')
}

/** One event: what came, who ran, what changed, what goes out. */
function block(number: number, { title, outcome }: Shown, paint: Paint): string {
  const { trigger, event, trace, changes, findings } = outcome
  const { method, uri, querystring } = event.Records[0].cf.request
  const steps = trace.map(({ name, ms }) => `${name} ${duration(ms)}`)
  const row = (
    label: string,
    lines: readonly string[],
    style?: (line: string) => Style,
  ): string[] =>
    lines.map((text, i) => {
      const line = cut(text, width - labelWidth)
      const head = `    ${(i === 0 ? label : '').padEnd(labelWidth - 4)}`
      return paint('dim', head) + (style ? paint(style(line), line) : line)
    })
  return [
    paint('bold', cut(`${String(number).padStart(2)}. ${title}`, width)),
    ...row(trigger, [`${method} ${querystring ? `${uri}?${querystring}` : uri}`], () => 'cyan'),
    ...row('ran', steps.length > 0 ? wrap(steps, ' → ') : ['no middleware']),
    ...row('changed', changes.length > 0 ? changes.map(difference) : ['nothing'], colourOf),
    ...row('went out', wrap(goingOut(outcome), ', ')),
    ...row(
      'findings',
      findings.map(({ severity, message }) => `${severity}: ${message}`),
      () => 'red',
    ),
  ].join('\n')
}

function difference({ path, op, before, after }: Change): string {
  const [old, now] = [JSON.stringify(before), JSON.stringify(after)]
  if (op === 'add') return `+ ${path}: ${now}`
  return op === 'remove' ? `- ${path}: ${old}` : `~ ${path}: ${old} → ${now}`
}

const colours: Readonly<Record<string, Style>> = { '+': 'green', '-': 'red', '~': 'yellow' }

function colourOf(line: string): Style {
  return colours[line[0] ?? ''] ?? 'dim'
}

function table(summary: Readonly<Record<string, Totals>>, paint: Paint): string {
  const cells = (first: string, rest: readonly (string | number)[]): string =>
    first.padEnd(labelWidth) + rest.map((cell) => String(cell).padStart(12)).join('')
  const lines = Object.entries(summary).map(
    ([name, { events, untouched, changed, answered, steps, ms }]) =>
      cells(name, [events, untouched, changed, answered, steps, duration(ms)]),
  )
  const found = summary.total?.findings ?? 0
  return [
    paint('bold', cells('', ['events', 'untouched', 'changed', 'answered', 'steps', 'own time'])),
    ...lines,
    '',
    found === 0
      ? paint('green', 'CloudFront would take all of it.')
      : paint('red', `${found} findings of what CloudFront would not take.`),
  ].join('\n')
}

/** Milliseconds as a person reads them. */
function duration(ms: number): string {
  return ms < 1 ? `${Math.ceil(ms * 1000)} µs` : `${ms.toFixed(1)} ms`
}

/** Parts behind one another, in as many lines as they need. */
function wrap(parts: readonly string[], separator: string): string[] {
  const lines: string[] = []
  parts.forEach((part, i) => {
    const text = i < parts.length - 1 ? part + separator : part
    const last = lines.length - 1
    const line = (lines[last] ?? '') + text
    if (i === 0 || line.trimEnd().length > width - labelWidth) lines.push(text)
    else lines[last] = line
  })
  return lines.map((line) => line.trimEnd())
}

/** On one line of so many columns, whatever is in it. */
function cut(text: string, columns: number): string {
  const line = text.replace(/\p{Cc}/gu, '�')
  return line.length > columns ? `${line.slice(0, columns - 1)}…` : line
}
