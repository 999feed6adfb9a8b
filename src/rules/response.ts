import { checkCacheableCookie } from './cacheable-cookie.js'
import { checkHeaders } from './header-access.js'
import type { Inspection } from './inspection.js'
import { checkResponseBody } from './response-body.js'
import { checkResponseSize } from './size.js'
import { checkStaleBody } from './stale-body.js'
import { checkStatus } from './status.js'
import type { Fields } from './wire.js'

/** A response on its way out; or one that the function makes, which starts from nothing. */
export function checkResponse(inspection: Inspection, result: Fields, before: Fields): void {
  checkStatus(inspection, result, before)
  const headers = checkHeaders(inspection, result.headers, before.headers)
  checkResponseBody(inspection, result)
  checkResponseSize(inspection, result)
  checkStaleBody(inspection, headers, result.body, result.bodyEncoding)
  checkCacheableCookie(inspection, headers)
}
