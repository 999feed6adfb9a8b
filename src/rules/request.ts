import { checkHeaders } from './header-access.js'
import type { Inspection } from './inspection.js'
import { checkOrigin } from './origin.js'
import { checkReadOnly } from './read-only.js'
import { checkRequestBody } from './request-body.js'
import { checkRequestSize } from './size.js'
import { checkUri } from './uri.js'
import type { Fields } from './wire.js'

/** A request on its way in. */
export function checkRequest(inspection: Inspection, result: Fields): void {
  checkReadOnly(inspection, 'method', inspection.request.method, result.method)
  checkReadOnly(inspection, 'clientIp', inspection.request.clientIp, result.clientIp)
  checkUri(inspection, result)
  const headers = checkHeaders(inspection, result.headers, inspection.request.headers)
  checkRequestSize(inspection, result)
  checkRequestBody(inspection, result.body, headers)
  checkOrigin(inspection, result.origin, headers)
}
