import { show } from '../error.js'
import { isDisallowed } from '../rules/header-access.js'
import { readOptions } from './curl-options.js'
import { badEvent } from './request-init.js'
import { shellWords } from './shell-words.js'
import type { ConfigInit, TriggerEvent } from './trigger-event.js'
import { type ViewerRequestInit, viewerRequestEvent } from './viewer-events.js'

/**
 * The event of viewer-request for a curl command line, such as a browser's *Copy as cURL* gives it.
 * Options that say how curl connects or prints are passed over; files are not read.
 *
 * @throws EdgeError `bad-event` for what is no curl command, or has an option that is not known here.
 * @example
 * ```ts
 * const event = eventFromCurl(`curl 'https://shop.example/cart?step=2' -H 'accept: text/html' -b 'sid=abc'`)
 * ```
 */
export function eventFromCurl(
  command: string,
  init: ConfigInit & Pick<ViewerRequestInit, 'clientIp'> = {},
): TriggerEvent<'viewer-request'> {
  const [name, ...words] = shellWords(command.trim())
  if (name !== 'curl')
    throw badEvent(`Expected a command that starts with curl, got ${show(command)}.`)
  const { target, headers, cookies, data, ...asked } = readOptions(words)
  if (target === undefined) throw badEvent(`Expected a URL in ${show(command)}.`)
  const [, host = '', path = ''] = /^(?:\w+:\/\/)?(?:[^@/]*@)?([^/?#]+)([^#]*)/.exec(target) ?? []
  const text = data.length > 0 ? data.join('&') : undefined
  const inQuery = asked.get && text ? (path.includes('?') ? '&' : '?') + text : ''
  const body = asked.get ? undefined : text
  const method = asked.method ?? (asked.head ? 'HEAD' : body === undefined ? 'GET' : 'POST')

  if (body !== undefined && !headers.has('content-type')) {
    headers.set('content-type', [
      asked.json ? 'application/json' : 'application/x-www-form-urlencoded',
    ])
  }
  if (cookies.length > 0) headers.set('cookie', [cookies.join('; ')])
  const shown = Object.fromEntries([...headers].filter(([header]) => !isDisallowed(header)))
  return viewerRequestEvent((path.startsWith('/') ? path : `/${path}`) + inQuery, {
    ...init,
    host,
    method,
    headers: { 'User-Agent': 'curl/8.14.1', ...shown },
    ...(body !== undefined && { body }),
  })
}
