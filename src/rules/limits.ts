/**
 * Sizes. AWS's KB is 1,024 bytes: CloudFront's own message gives 1 MB as 1,048,576.
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/cloudfront-limits.html
 */
import type { Trigger } from '../event.js'

/** Headers and body of a response that a function makes or changes, in bytes. */
export const responseBytes: Readonly<Record<Trigger, number>> = {
  'viewer-request': 40_960,
  'origin-request': 1_048_576,
  'origin-response': 1_048_576,
  'viewer-response': 40_960,
}

/** A request body put in by a function, in bytes of `data`: AWS gives base64 as 53.2 KB, 1.33 MB. */
export const requestBodyBytes: Readonly<
  Partial<Record<Trigger, { readonly text: number; readonly base64: number }>>
> = {
  'viewer-request': { text: 40_960, base64: 54_476 },
  'origin-request': { text: 1_048_576, base64: 1_394_606 },
}

/** `uri` and `querystring` together, in characters: fewer than 8,192. */
export const uriChars = 8_191

/** A request without its body, or the headers of an origin's response, in bytes. */
export const headBytes = 20_480

/** What Lambda takes back from any function, as JSON, in bytes. */
export const payloadBytes = 6_291_456

/** Headers that CloudFront adds on the way to an origin. */
export const customHeaders = { count: 30, nameChars: 256, valueChars: 1_783, totalChars: 10_240 }
