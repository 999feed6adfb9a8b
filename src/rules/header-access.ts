import { type HeaderChange, headerLines, sameLines } from './header-lines.js'
import { checkHeaderShape, spelling } from './header-shape.js'
import {
  disallowedHeaderPrefixes,
  disallowedHeaders,
  notAddableInViewerRequest,
  readOnlyHeaders,
} from './headers.js'
import type { Inspection } from './inspection.js'
import { everyTrigger, pages, type Rule } from './rule.js'

export const headerReadOnly = {
  id: 'header-read-only',
  triggers: everyTrigger,
  message:
    'Lambda function result failed validation, the function tried to {change} read-only header, headerName : {name}.',
  effect: '502 validation',
  severity: 'error',
  certainty: 'documented',
  docs: pages.restrictions,
  fix: 'Leave the header as the event has it: a response built anew in a response trigger must take it over, a reply in a request trigger must not have it.',
} as const satisfies Rule

export const headerDisallowed = {
  id: 'header-disallowed',
  triggers: everyTrigger,
  message:
    'The Lambda function result failed validation: The function tried to add a blacklisted header. headerName : {name}.',
  effect: '502 validation',
  severity: 'error',
  certainty: 'documented',
  docs: pages.restrictions,
  fix: 'Do not set this header; what comes from a fetched response or a framework must be filtered.',
} as const satisfies Rule

export const headerAmzn = {
  id: 'header-amzn',
  triggers: everyTrigger,
  message: '{name} is a name of AWS: until 2021 all of X-Amzn-* was refused.',
  effect: 'served',
  severity: 'warning',
  certainty: 'documented',
  docs: pages.restrictions,
  fix: 'Use a name of your own.',
} as const satisfies Rule

export const viewerCountryAdded = {
  id: 'viewer-country-added',
  triggers: ['viewer-request'],
  message: '{name} cannot be added in viewer-request.',
  effect: '502 validation',
  severity: 'error',
  certainty: 'documented',
  docs: pages.lambdaRestrictions,
  fix: 'Ask for the header in the cache policy or origin request policy and read it in origin-request.',
} as const satisfies Rule

export const cloudFrontHeader = {
  id: 'cloudfront-header-in-viewer-request',
  triggers: ['viewer-request'],
  message:
    'In viewer-request {name} is not yet set by CloudFront: it says what the viewer claims, and is overwritten afterwards.',
  effect: 'ignored',
  severity: 'warning',
  certainty: 'documented',
  docs: pages.cloudFrontHeaders,
  fix: 'Read CloudFront-* headers in an origin trigger; carry a value of your own under a name of your own.',
} as const satisfies Rule

/**
 * Whether headers have CloudFront's form, and whether the function left alone those that are not
 * its own. A reply in a request trigger starts from no headers.
 */
export function checkHeaders(
  inspection: Inspection,
  headers: unknown,
  original: unknown,
): HeaderChange {
  const { trigger, report } = inspection
  const before = headerLines(original)
  const after = headerLines(headers)
  if (headers !== undefined) checkHeaderShape(inspection, headers, before)
  for (const name of readOnlyHeaders[trigger]) {
    if (sameLines(before.get(name), after.get(name))) continue
    const change = !before.has(name) ? 'add' : !after.has(name) ? 'delete' : 'change'
    tell(headerReadOnly, name, change)
  }
  for (const [name, values] of after) {
    if (sameLines(before.get(name), values)) continue
    if (isDisallowed(name)) tell(headerDisallowed, name)
    else if (name.startsWith('x-amzn-')) tell(headerAmzn, name)
    else if (trigger === 'viewer-request' && name.startsWith('cloudfront-')) {
      if (includes(notAddableInViewerRequest, name)) tell(viewerCountryAdded, name)
      else tell(cloudFrontHeader, name)
    }
  }
  return { before, after }

  function tell(rule: Rule, name: string, change = ''): void {
    const values = after.get(name)
    report(rule, `headers.${name}`, {
      value: values?.length === 1 ? values[0] : values,
      words: { name: spelling(name), change },
    })
  }
}

/** Whether a header of this lower-case name is one that functions never see and may not add. */
export function isDisallowed(name: string): boolean {
  return (
    includes(disallowedHeaders, name) ||
    disallowedHeaderPrefixes.some((prefix) => name.startsWith(prefix))
  )
}

function includes(names: readonly string[], name: string): boolean {
  return names.includes(name)
}
