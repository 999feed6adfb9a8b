import { type HeaderChange, sameLines } from './header-lines.js'
import { spelling } from './header-shape.js'
import type { Inspection } from './inspection.js'
import { everyTrigger, pages, type Rule } from './rule.js'

export const staleBodyHeaders = {
  id: 'stale-body-headers',
  triggers: everyTrigger,
  message: 'The body is replaced, but {name} still describes the old one.',
  effect: 'served',
  severity: 'error',
  certainty: 'inferred',
  docs: pages.responses,
  fix: 'Delete content-encoding, content-md5, etag and last-modified with the body they belong to, or set them anew.',
} as const satisfies Rule

/** Of one body and no other. A wrong one of these is a nuisance; a wrong encoding is garbage. */
const validators = ['content-md5', 'etag', 'last-modified']

/** Whether a body that the function put in goes out under what described the one before. */
export function checkStaleBody(
  { report }: Inspection,
  { before, after }: HeaderChange,
  body: unknown,
  encoding: unknown,
): void {
  if (typeof body !== 'string' || body === '') return
  // A body in base64 may well be compressed; a text cannot be.
  if (encoding !== 'base64') tell('content-encoding', 'error')
  for (const name of validators) tell(name, 'warning')

  function tell(name: string, severity: 'error' | 'warning'): void {
    const values = after.get(name)
    if (values && sameLines(before.get(name), values))
      report(staleBodyHeaders, `headers.${name}`, {
        value: values.join(', '),
        severity,
        words: { name: spelling(name) },
      })
  }
}
