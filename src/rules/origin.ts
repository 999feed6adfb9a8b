import { show } from '../error.js'
import { checkCustomHeaders } from './custom-headers.js'
import type { HeaderChange } from './header-lines.js'
import type { Inspection } from './inspection.js'
import { checkOriginFields } from './origin-fields.js'
import { pages, type Rule } from './rule.js'
import { fieldsOf, isFields } from './wire.js'

export const originOnViewer = {
  id: 'origin-on-viewer',
  triggers: ['viewer-request'],
  message: 'A request has no origin in viewer-request: it is not yet known whether one is asked.',
  effect: 'ignored',
  severity: 'warning',
  certainty: 'inferred',
  docs: pages.eventStructure,
  fix: 'Choose the origin in origin-request.',
} as const satisfies Rule

export const originExactlyOne = {
  id: 'origin-exactly-one',
  triggers: ['origin-request'],
  message: 'A request goes to exactly one origin, custom or s3, got {value}.',
  effect: '502 validation',
  severity: 'error',
  certainty: 'documented',
  docs: pages.eventStructure,
  fix: 'Give request.origin a new object with either custom or s3; leave it alone to keep the origin.',
} as const satisfies Rule

export const originS3Host = {
  id: 'origin-s3-host',
  triggers: ['origin-request'],
  message:
    'The request goes to the bucket {domain} with the Host {host}; S3 finds the bucket by its Host and answers 403 or 404.',
  effect: 'served',
  severity: 'error',
  certainty: 'observed',
  docs: pages.examples,
  fix: "Set the header host to the bucket's domain name.",
} as const satisfies Rule

/** Where the request goes, as far as the function changed it. */
export function checkOrigin(inspection: Inspection, origin: unknown, headers: HeaderChange): void {
  const { trigger, request, report } = inspection
  if (origin === undefined && request.origin === undefined) return
  if (trigger === 'viewer-request') {
    if (request.origin === undefined) report(originOnViewer, 'origin')
    return
  }
  const before = fieldsOf(request.origin)
  const after = fieldsOf(origin)
  const kinds = (['custom', 's3'] as const).filter((kind) => isFields(after[kind]))
  if (kinds.length !== 1) report(originExactlyOne, 'origin', { value: origin })

  for (const kind of kinds) {
    const now = fieldsOf(after[kind])
    const was = kind in before ? fieldsOf(before[kind]) : undefined
    checkOriginFields(inspection, kind, now, was)
    const path = `origin.${kind}.customHeaders`
    checkCustomHeaders(inspection, path, now.customHeaders, was?.customHeaders, headers)
  }
  const domain = fieldsOf(after.s3).domainName
  const host = headers.after.get('host')?.[0]
  if (domain !== undefined && domain !== fieldsOf(before.s3).domainName && domain !== host)
    report(originS3Host, 'headers.host', {
      value: host,
      words: { domain: show(domain), host: show(host) },
    })
}
