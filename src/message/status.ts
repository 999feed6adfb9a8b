import { unexpected } from '../error.js'

// Those that most functions answer with. For the others Node.js is asked: its module is loaded in Lambda
// anyway, but would take longer than everything here in a process that has not.
const phrases: Readonly<Record<number, string>> = {
  200: 'OK',
  301: 'Moved Permanently',
  302: 'Found',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Not Found',
  500: 'Internal Server Error',
}

/** The reason phrase of a status, for `statusDescription`; empty for one that has none. */
export function reasonPhrase(status: number): string {
  return phrases[status] ?? process.getBuiltinModule('node:http').STATUS_CODES[status] ?? ''
}

/**
 * The status as CloudFront's text. It takes 200 to 599 and answers 502 to anything else.
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/lambda-generating-http-responses.html
 */
export function statusText(status: number): string {
  if (!Number.isInteger(status) || status < 200 || status > 599) {
    throw unexpected('bad-reply', 'a status from 200 to 599', status)
  }
  return String(status)
}
