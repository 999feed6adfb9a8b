import { headerBytes } from './header-lines.js'
import type { Inspection } from './inspection.js'
import { headBytes, responseBytes } from './limits.js'
import { everyTrigger, pages, type Rule } from './rule.js'
import { type Fields, utf8Bytes } from './wire.js'

export const generatedSize = {
  id: 'generated-size',
  triggers: everyTrigger,
  message:
    'The Lambda function returned an invalid response, the length of the body size and header was {value} bytes which exceeded the CloudFront limit of {limit} bytes.',
  effect: '502 validation',
  severity: 'error',
  certainty: 'documented',
  docs: pages.quotas,
  fix: 'Keep headers and body within 40,960 bytes in viewer triggers and 1,048,576 in origin triggers, or send the viewer to content at an origin.',
} as const satisfies Rule

export const headersSize = {
  id: 'headers-size',
  triggers: ['viewer-request', 'origin-request', 'origin-response'],
  message: `Headers, uri and query string have {value} bytes together; CloudFront takes ${headBytes} of a request or of the headers of an origin.`,
  effect: 'served',
  severity: 'warning',
  certainty: 'inferred',
  docs: pages.quotas,
  fix: 'Send fewer or shorter headers.',
} as const satisfies Rule

/** The size of a response as CloudFront counts it: names and values of all headers, and the body. */
export function checkResponseSize(
  { trigger, strictness, report }: Inspection,
  result: Fields,
): void {
  const { headers, body, bodyEncoding } = result
  const head = headerBytes(headers)
  if (trigger === 'origin-response') checkHead(report, head)
  const decoded = bodyEncoding === 'base64' && strictness.base64Body === 'decoded'
  const bytes =
    head + (typeof body !== 'string' ? 0 : decoded ? decodedBytes(body) : utf8Bytes(body))
  const limit = responseBytes[trigger]
  if (bytes > limit)
    report(generatedSize, body === undefined ? 'headers' : 'body', {
      value: bytes,
      words: { limit },
    })
}

/** The size of a request without its body. */
export function checkRequestSize({ report }: Inspection, result: Fields): void {
  let bytes = headerBytes(result.headers)
  for (const text of [result.uri, result.querystring])
    if (typeof text === 'string') bytes += utf8Bytes(text)
  checkHead(report, bytes)
}

function checkHead(report: Inspection['report'], bytes: number): void {
  if (bytes > headBytes) report(headersSize, 'headers', { value: bytes })
}

function decodedBytes(base64: string): number {
  return Math.floor((base64.replace(/=+$/, '').length * 3) / 4)
}
