export { type App, type Handlers, ledge, type Route } from './app.js'
export { EdgeError, type EdgeErrorCode, type EdgeErrorOptions, type ErrorReply } from './error.js'
export type {
  CloudFrontBody,
  CloudFrontConfig,
  CloudFrontCustomOrigin,
  CloudFrontEvent,
  CloudFrontHeader,
  CloudFrontHeaders,
  CloudFrontOrigin,
  CloudFrontRecord,
  CloudFrontRequest,
  CloudFrontResponse,
  CloudFrontResult,
  CloudFrontS3Origin,
  EventLike,
  Handler,
  LambdaContext,
  RequestTrigger,
  ResponseTrigger,
  Trigger,
} from './event.js'
export type { BodyOptions, RequestBody } from './message/body.js'
export type { ReadableCookies, RequestCookies } from './message/cookies.js'
export type { Device } from './message/device.js'
export type { Geo } from './message/geo.js'
export type { ReadableHeaders, WritableHeaders } from './message/headers.js'
export {
  badRequest,
  type ErrorReplyInit,
  forbidden,
  methodNotAllowed,
  notFound,
  payloadTooLarge,
  serviceUnavailable,
  tooManyRequests,
  unauthorized,
} from './message/http-errors.js'
export type { CustomOriginInit, Origin, S3OriginInit } from './message/origin.js'
export type { ReadableQuery, WritableQuery } from './message/query.js'
export type { QueryValue } from './message/query-pair.js'
export { type RedirectStatus, redirect } from './message/redirect.js'
export { html, json, type Reply, type ReplyInit, reply, text } from './message/reply.js'
export type { ReadableRequest, WritableRequest } from './message/request.js'
export type { OriginResponse, PassingResponse } from './message/response.js'
export type { CookieAttributes } from './message/set-cookie-line.js'
export type { ResponseCookies } from './message/set-cookies.js'
export {
  type CookieSource,
  type CookieTarget,
  type SignedCookies,
  signedCookies,
} from './message/signed-cookies.js'
export { type Carry, type CarryOptions, createCarry } from './pipeline/carry.js'
export type { AppOptions } from './pipeline/compile.js'
export { compose } from './pipeline/compose.js'
export { deadline } from './pipeline/deadline.js'
export type { OnError } from './pipeline/entry.js'
export { failOpen } from './pipeline/fail-open.js'
export { type FetchHandler, type FromFetchOptions, fromFetch } from './pipeline/from-fetch.js'
export { fromHandler, type LambdaHandler } from './pipeline/from-handler.js'
export type { Guard } from './pipeline/inspection.js'
export type { Match } from './pipeline/match.js'
export type { Middleware, Next } from './pipeline/middleware.js'
export type { NeededValues, Needs } from './pipeline/needs.js'
export { isReply, type Outcome, type Passed } from './pipeline/outcome.js'
export type { PathParams } from './pipeline/path-params.js'
export { type CarryRecipe, defineRecipe, type OnReply, type Recipe } from './pipeline/recipe.js'
export { some } from './pipeline/some.js'
export { tap } from './pipeline/tap.js'
export { except, type Test, when } from './pipeline/when.js'
export { withNeeds } from './pipeline/with-needs.js'
export type { Context } from './triggers/context.js'
export { createKey, type Key } from './triggers/key.js'
export type { Log, LogFields, LogLevel } from './triggers/log.js'
export type { OriginRequestContext } from './triggers/origin-request.js'
export type { OriginResponseContext } from './triggers/origin-response.js'
export type { ViewerRequestContext } from './triggers/viewer-request.js'
export type { ViewerResponseContext } from './triggers/viewer-response.js'
