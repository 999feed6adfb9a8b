import type { CloudFrontRequest, CloudFrontResponse } from 'ledge'
import type { RunOutcome } from 'ledge/testing'

/** What leaves a function, and where it goes, in a few words each. */
export function goingOut(outcome: RunOutcome): string[] {
  return outcome.status === undefined ? request(outcome) : response(outcome)
}

function request({ result, uri, querystring, headers, origin }: RunOutcome): string[] {
  const { method } = result as CloudFrontRequest
  const { domainName, path } = origin?.custom ?? origin?.s3 ?? {}
  return [
    `the request to ${origin ? (origin.s3 ? 'the bucket' : 'the server') : 'the cache'}`,
    ...(origin ? [`${domainName}${path}`] : []),
    `${method} ${querystring ? `${uri}?${querystring}` : uri}`,
    linesOf(headers),
  ]
}

function response({ result, trigger, kind, headers, body }: RunOutcome): string[] {
  const { status, statusDescription } = result as CloudFrontResponse
  const location = headers.get('location')
  return [
    `${kind === 'passed' ? 'the response' : 'an answer'} to the ${trigger.startsWith('origin') ? 'cache' : 'viewer'}`,
    `${status} ${statusDescription}`,
    ...(location ? [`location ${location}`] : []),
    linesOf(headers),
    ...(body ? [`a body of ${body.length} characters`] : []),
  ]
}

function linesOf(headers: RunOutcome['headers']): string {
  return `${[...headers].length} header lines`
}
