import type { CloudFrontResponse } from '../event.js'
import { Draft } from '../message/draft.js'
import { HeaderView } from '../message/headers.js'
import { reasonPhrase, statusText } from '../message/status.js'
import type { HeadersInit } from './request-init.js'

/** What a response of an event is made of; every field may be left out. */
export interface ResponseInit {
  /** 200 to 599. Default 200. */
  readonly status?: number
  /** Default: the standard phrase of the status. */
  readonly statusDescription?: string
  readonly headers?: HeadersInit
  /** Set-Cookie lines, such as `sid=1; Path=/; HttpOnly`. */
  readonly setCookies?: readonly string[]
}

/** What an origin sends with every page. */
export const page: HeadersInit = {
  'Content-Type': 'text/html; charset=utf-8',
  Date: 'Tue, 03 Mar 2026 10:15:30 GMT',
}

export function responseOf(init: ResponseInit, defaults: HeadersInit): CloudFrontResponse {
  const { status = 200, statusDescription = reasonPhrase(status), setCookies } = init
  const draft = new Draft<CloudFrontResponse>({
    status: statusText(status),
    statusDescription,
    headers: {},
  })
  const headers = new HeaderView(draft)
  for (const [name, value] of Object.entries({ ...defaults, ...init.headers })) {
    headers.set(name, value)
  }
  for (const line of setCookies ?? []) headers.append('set-cookie', line)
  return draft.message
}
