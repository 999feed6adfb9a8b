import type { Inspection } from './inspection.js'
import { uriChars as limit } from './limits.js'
import { pages, type Rule, requestTriggers } from './rule.js'
import type { Fields } from './wire.js'

export const uriSlash = {
  id: 'uri-slash',
  triggers: requestTriggers,
  message:
    'The Lambda function result failed validation: The specified URI is in an invalid format. uri must start with a slash, got {value}.',
  effect: '502 validation',
  severity: 'error',
  certainty: 'documented',
  docs: pages.eventStructure,
  fix: 'Give uri a path that starts with /. Another host is a redirect, or an origin in origin-request.',
} as const satisfies Rule

export const uriCharacters = {
  id: 'uri-chars',
  triggers: requestTriggers,
  message:
    'The Lambda function result failed validation: The specified URI is in an invalid format. uri must not hold a space, a control character, ? or #, got {value}.',
  effect: '502 validation',
  severity: 'error',
  certainty: 'inferred',
  docs: pages.eventStructure,
  fix: 'Percent-encode what is part of the path; what follows the ? goes into querystring.',
} as const satisfies Rule

export const uriLength = {
  id: 'uri-length',
  triggers: requestTriggers,
  message: `uri and querystring have {value} characters together, CloudFront takes ${limit}.`,
  effect: '502 validation',
  severity: 'error',
  certainty: 'documented',
  docs: pages.restrictions,
  fix: 'Shorten them; long values can travel in a header or a body.',
} as const satisfies Rule

export const querystringChars = {
  id: 'querystring-chars',
  triggers: requestTriggers,
  message: 'querystring must be a text without spaces, control characters and #, got {value}.',
  effect: '502 validation',
  severity: 'error',
  certainty: 'documented',
  docs: pages.restrictions,
  fix: 'Percent-encode each name and value.',
} as const satisfies Rule

/** The path and the query string, where the function changed them. */
export function checkUri({ request: before, report }: Inspection, result: Fields): void {
  const { uri, querystring = '' } = result
  if (uri !== before.uri) {
    const isPath = typeof uri === 'string' && uri.startsWith('/')
    const rule = isPath ? uriCharacters : uriSlash
    if (!isPath || notInUri.test(uri)) report(rule, 'uri', { value: uri })
  }
  if (querystring !== (before.querystring ?? '')) {
    if (typeof querystring !== 'string' || notInQuery.test(querystring))
      report(querystringChars, 'querystring', { value: querystring })
  }
  const length = lengthOf(uri) + lengthOf(querystring)
  if (length > limit && length > lengthOf(before.uri) + lengthOf(before.querystring))
    report(uriLength, 'uri', { value: length })
}

const notInUri = /[\0-\x20?#\x7f]/
const notInQuery = /[\0-\x20#\x7f]/

function lengthOf(value: unknown): number {
  return typeof value === 'string' ? value.length : 0
}
