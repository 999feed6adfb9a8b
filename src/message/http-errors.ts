import { EdgeError, type EdgeErrorCode, type ErrorReply } from '../error.js'

/** What the viewer gets with an error's status: headers, and a body other than the reason phrase. */
export type ErrorReplyInit = Omit<ErrorReply, 'status'>

/**
 * The refusals below are errors that carry an answer: return one from a middleware, or throw it from
 * wherever the middleware called. `message` is for the log alone, the viewer never sees it.
 *
 * @example
 * ```ts
 * app.viewerRequest('/admin{/*rest}', (ctx, next) =>
 *   ctx.request.cookies.has('staff') ? next() : forbidden('no staff cookie'),
 * )
 * ```
 */
export function badRequest(message?: string, reply?: ErrorReplyInit): EdgeError {
  return answer('bad-request', 400, message, reply)
}

/** 401. Say how to authenticate: `{ headers: { 'www-authenticate': 'Bearer' } }`. */
export function unauthorized(message?: string, reply?: ErrorReplyInit): EdgeError {
  return answer('unauthorized', 401, message, reply)
}

/** 403. */
export function forbidden(message?: string, reply?: ErrorReplyInit): EdgeError {
  return answer('forbidden', 403, message, reply)
}

/** 404. */
export function notFound(message?: string, reply?: ErrorReplyInit): EdgeError {
  return answer('not-found', 404, message, reply)
}

/** 405. Say what is allowed: `{ headers: { allow: 'GET, HEAD' } }`. */
export function methodNotAllowed(message?: string, reply?: ErrorReplyInit): EdgeError {
  return answer('method-not-allowed', 405, message, reply)
}

/** 413. Thrown by `ctx.request.body` where CloudFront cut the body. */
export function payloadTooLarge(message?: string, reply?: ErrorReplyInit): EdgeError {
  return answer('payload-too-large', 413, message, reply)
}

/** 429. Say when to come back: `{ headers: { 'retry-after': '60' } }`. */
export function tooManyRequests(message?: string, reply?: ErrorReplyInit): EdgeError {
  return answer('too-many-requests', 429, message, reply)
}

/** 503. Say when to come back: `{ headers: { 'retry-after': '60' } }`. */
export function serviceUnavailable(message?: string, reply?: ErrorReplyInit): EdgeError {
  return answer('service-unavailable', 503, message, reply)
}

function answer(
  code: EdgeErrorCode,
  status: number,
  message?: string,
  reply?: ErrorReplyInit,
): EdgeError {
  return new EdgeError(code, message, { reply: { ...reply, status } })
}
