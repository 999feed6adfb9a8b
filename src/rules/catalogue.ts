import { setCookieCacheable } from './cacheable-cookie.js'
import { originCustomHeaders } from './custom-headers.js'
import {
  cloudFrontHeader,
  headerAmzn,
  headerDisallowed,
  headerReadOnly,
  viewerCountryAdded,
} from './header-access.js'
import { headerChars, headerKeyMismatch, headersShape, headerValueType } from './header-shape.js'
import { originExactlyOne, originOnViewer, originS3Host } from './origin.js'
import { originFields } from './origin-fields.js'
import { readOnlyField } from './read-only.js'
import { bodyAction, bodyReplaceBase64, bodyReplaceSize } from './request-body.js'
import { bodyEncoding, bodyType, noContentBody, viewerResponseBody } from './response-body.js'
import { mustReturnResponse, resultNotJson, resultNotObject, resultTooLarge } from './result.js'
import type { Rule } from './rule.js'
import { throttled, throws } from './runtime.js'
import { generatedSize, headersSize } from './size.js'
import { staleBodyHeaders } from './stale-body.js'
import { statusDescription, statusMissing, statusRange, viewerResponseStatus } from './status.js'
import { querystringChars, uriCharacters, uriLength, uriSlash } from './uri.js'

/** Every rule, in the order in which a result is read. Each stands beside the check that finds it. */
export const rules = [
  throws,
  throttled,
  resultNotJson,
  resultNotObject,
  resultTooLarge,
  mustReturnResponse,
  statusMissing,
  statusRange,
  statusDescription,
  viewerResponseStatus,
  headersShape,
  headerValueType,
  headerKeyMismatch,
  headerChars,
  headerDisallowed,
  headerReadOnly,
  headerAmzn,
  viewerCountryAdded,
  cloudFrontHeader,
  headersSize,
  bodyType,
  bodyEncoding,
  noContentBody,
  viewerResponseBody,
  generatedSize,
  staleBodyHeaders,
  setCookieCacheable,
  readOnlyField,
  uriSlash,
  uriCharacters,
  uriLength,
  querystringChars,
  bodyAction,
  bodyReplaceBase64,
  bodyReplaceSize,
  originOnViewer,
  originExactlyOne,
  originFields,
  originCustomHeaders,
  originS3Host,
] as const satisfies readonly Rule[]

export type RuleId = (typeof rules)[number]['id']
