import { EdgeError, show } from '../error.js'
import type { CloudFrontBody, CloudFrontRequest, RequestTrigger } from '../event.js'
import { Draft } from '../message/draft.js'
import { RequestView } from '../message/request.js'
import { isDisallowed } from '../rules/header-access.js'
import { requestBodyBytes } from '../rules/limits.js'

/** Header values by name, in any case; a list makes one line per value, an empty one takes the header away. */
export type HeadersInit = Readonly<Record<string, string | readonly string[]>>

/** What a request of an event is made of; every field may be left out. */
export interface RequestInit {
  /** Default GET, with a body POST. */
  readonly method?: string
  readonly headers?: HeadersInit
  /** By name; values are percent-encoded, as a browser's are that Ledge has set. */
  readonly cookies?: Readonly<Record<string, string>>
  /** Default 203.0.113.7. */
  readonly clientIp?: string
}

/** Of a block that RFC 5737 sets aside for examples. */
export const viewerIp = '203.0.113.7'

/** The body as an association with IncludeBody delivers it: cut where CloudFront cuts it. */
export interface BodyInit {
  readonly body?: string | Uint8Array
}

/** `target` is the path with the query string, as it stands on a request line. */
export function requestDraft(
  trigger: RequestTrigger,
  target: string,
  init: RequestInit & BodyInit,
  defaults: HeadersInit,
): Draft<CloudFrontRequest> {
  const { body, clientIp = viewerIp } = init
  const method = init.method ?? (body === undefined ? 'GET' : 'POST')
  const draft = new Draft<CloudFrontRequest>({ clientIp, method, ...split(target), headers: {} })
  const { headers, cookies } = new RequestView(draft)
  for (const [name, value] of Object.entries({ ...defaults, ...init.headers })) {
    if (isDisallowed(name.toLowerCase())) {
      throw badEvent(`CloudFront shows ${name} to no function: leave it out of the event.`)
    }
    headers.set(name, value)
  }
  for (const [name, value] of Object.entries(init.cookies ?? {})) cookies.set(name, value)
  if (body !== undefined) {
    if (method === 'GET' || method === 'HEAD') {
      throw badEvent(`CloudFront answers 403 to a ${method} with a body: give another method.`)
    }
    const bytes = Buffer.from(body)
    headers.set('content-length', String(bytes.length))
    draft.set('body', delivered(bytes, requestBodyBytes[trigger]?.text))
  }
  return draft
}

export function badEvent(message: string): EdgeError {
  return new EdgeError('bad-event', message)
}

function split(target: string): Pick<CloudFrontRequest, 'uri' | 'querystring'> {
  // What is malformed in other ways, such as /%zz, CloudFront passes on as it is.
  const parts = /^(\/[^\s?#]*)(?:\?([^\s#]*))?$/.exec(target)
  if (parts?.[1]) return { uri: parts[1], querystring: parts[2] ?? '' }
  throw badEvent(
    `Expected a path that starts with "/" and has neither blanks nor "#", such as "/shoes?size=42", got ${show(target)}.`,
  )
}

/** https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/lambda-include-body-access.html */
function delivered(bytes: Buffer, limit = bytes.length): CloudFrontBody {
  return {
    inputTruncated: bytes.length > limit,
    action: 'read-only',
    encoding: 'base64',
    data: bytes.subarray(0, limit).toString('base64'),
  }
}
