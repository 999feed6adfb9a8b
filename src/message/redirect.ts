import { unexpected } from '../error.js'
import { type Reply, reply } from './reply.js'

export type RedirectStatus = 301 | 302 | 303 | 307 | 308

/**
 * Sends the viewer to `location`: a path of this host, or an absolute URL.
 *
 * It never becomes an open redirect by accident: `redirect('/' + rest)` stays on this host whatever
 * `rest` is, since leading slashes become one and backslashes, spaces and control characters are
 * percent-encoded (browsers read `//host`, `/\host` and `/<tab>/host` as another host). To send the
 * viewer to another host, write its URL with the scheme. A text that begins with the viewer's input
 * can still name any host: that is for the caller to check.
 *
 * @param status 301 and 308 are permanent, 307 and 308 keep the method. Default 302.
 * @throws EdgeError `bad-reply` for an empty location or another status.
 */
export function redirect(location: string, status: RedirectStatus = 302): Reply {
  if (typeof location !== 'string' || location === '') {
    throw unexpected('bad-reply', 'a location to redirect to', location)
  }
  if (!/^30[12378]$/.test(String(status)))
    throw unexpected('bad-reply', '301, 302, 303, 307 or 308', status)
  return reply({ status, headers: { location: safeLocation(location) } })
}

/** As it may stand in a Location header; what is already percent-encoded stays. */
function safeLocation(location: string): string {
  // Nearly every location is plain and passes on this one test.
  if (/^(?!\/\/)[!#-;=?-[\]_a-z~]+$/.test(location)) return location
  return location
    .toWellFormed()
    .replace(/[^!#-;=?-[\]_a-z~]+/g, encodeURIComponent)
    .replace(/^\/{2,}/, '/')
}
