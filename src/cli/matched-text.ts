import type { ResolvedBehavior } from '../build/index.js'
import type { Rehearsed } from '../build/rehearse.js'
import { wrap } from './layout.js'
import type { AskedRequest } from './request.js'
import type { Colours } from './terminal.js'

/** What a request comes to, for a person. */
export function matchedText(
  { method, target, host }: AskedRequest,
  { path, origin, app }: ResolvedBehavior,
  rehearsed: readonly Rehearsed[],
  { bold, dim, yellow }: Colours,
  width: number,
): string {
  const on = host === undefined ? '' : ` on ${host}`
  const head = `${bold(`${method} ${target}`)}${on} goes to the behavior ${bold(path)}, origin ${origin}, app ${app}.`
  const rows = rehearsed.map(({ trigger, steps, answer }) => {
    const ran = steps.length > 0 ? steps.join(' → ') : dim('no step')
    const text = answer
      ? yellow(`answered with ${answer}: not in normal form, or the condition of a match threw`)
      : ran
    return wrap(`  ${trigger.padEnd(16)}  ${text}`, width, ' '.repeat(20))
  })
  return `${[wrap(head, width, '  '), '', ...rows].join('\n')}\n`
}

/** What no such list can know. */
export const matchedNote =
  'Every step is taken to go on with the uri as it is. One that answers ends the way; after one that sets uri, others may match.'
