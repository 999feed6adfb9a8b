import type { ReadableRequest } from '../message/request.js'

/**
 * Whether a browser asks for a page to show, and so follows a redirect to another one. A script's
 * request, an image or a program's is none: for those a status says more than a sign-in page.
 *
 * Browsers say so by Sec-Fetch-Mode; for those that do not, who wants HTML navigates.
 *
 * https://www.w3.org/TR/fetch-metadata/#sec-fetch-mode-header
 */
export function isNavigation({ method, headers }: ReadableRequest): boolean {
  if (method !== 'GET' && method !== 'HEAD') return false
  const mode = headers.get('sec-fetch-mode')
  if (mode !== undefined) return mode === 'navigate'
  return headers.get('accept')?.includes('text/html') === true
}

/**
 * Whether a browser asks if a script may send a request to another site. Browsers send no cookie and
 * no Authorization along, so whoever asks for those refuses every preflight.
 *
 * https://fetch.spec.whatwg.org/#cors-preflight-fetch
 */
export function isPreflight({ method, headers }: ReadableRequest): boolean {
  return (
    method === 'OPTIONS' && headers.has('origin') && headers.has('access-control-request-method')
  )
}
