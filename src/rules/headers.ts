/**
 * The headers CloudFront keeps from functions, as the types and the validator both read them.
 *
 * Source of all lists: "Restrictions on all edge functions",
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/edge-function-restrictions-all.html
 */
import type { Trigger } from '../event.js'

/** Never shown to a function; adding one is a 502. */
export const disallowedHeaders = [
  'connection',
  'expect',
  'keep-alive',
  'proxy-authenticate',
  'proxy-authorization',
  'proxy-connection',
  'trailer',
  'upgrade',
  'x-accel-buffering',
  'x-accel-charset',
  'x-accel-limit-rate',
  'x-accel-redirect',
  'x-amzn-auth',
  'x-amzn-cf-billing',
  'x-amzn-cf-id',
  'x-amzn-cf-xff',
  'x-amzn-errortype',
  'x-amzn-fle-profile',
  'x-amzn-header-count',
  'x-amzn-header-order',
  'x-amzn-lambda-integration-tag',
  'x-amzn-requestid',
  'x-cache',
  'x-forwarded-proto',
  'x-real-ip',
] as const

/** Likewise, whatever follows the prefix. */
export const disallowedHeaderPrefixes = ['x-amz-cf-', 'x-edge-'] as const

/** Shown in viewer-request, but adding, changing or deleting one there is a 502. */
export const readOnlyInViewerRequest = [
  'cdn-loop',
  'content-length',
  'host',
  'transfer-encoding',
  'via',
] as const

/** Host is not among them: an origin switch sets it. */
export const readOnlyInOriginRequest = [
  'accept-encoding',
  'cdn-loop',
  'content-length',
  'if-modified-since',
  'if-none-match',
  'if-range',
  'if-unmodified-since',
  'transfer-encoding',
  'via',
] as const

/** These two are read-only in every trigger. */
export const readOnlyInOriginResponse = ['transfer-encoding', 'via'] as const

/**
 * Content-Encoding, Content-Length and Transfer-Encoding left the page in March 2023 and are back
 * on it since 2025, for Lambda@Edge.
 */
export const readOnlyInViewerResponse = [
  'content-encoding',
  'content-length',
  'transfer-encoding',
  'via',
  'warning',
] as const

/** CloudFront sets it for origin triggers; adding it in viewer-request is a 502. */
export const notAddableInViewerRequest = ['cloudfront-viewer-country'] as const

/** The four lists by trigger. They also hold for the headers of a reply made in that trigger. */
export const readOnlyHeaders = {
  'viewer-request': readOnlyInViewerRequest,
  'origin-request': readOnlyInOriginRequest,
  'origin-response': readOnlyInOriginResponse,
  'viewer-response': readOnlyInViewerResponse,
} as const satisfies Record<Trigger, readonly string[]>

type ReadOnlyHeaders = { [T in Trigger]: (typeof readOnlyHeaders)[T][number] }

type DisallowedHeader =
  | (typeof disallowedHeaders)[number]
  | `${(typeof disallowedHeaderPrefixes)[number]}${string}`

/** Which of the triggers `T` holds the header read-only. */
type ReadOnlyIn<Name extends string, T extends Trigger> = {
  [K in T]: Name extends ReadOnlyHeaders[K] ? K : never
}[T]

/**
 * The name itself where `T` may write that header; else a sentence, which the compiler shows in its
 * place: *Argument of type '"Host"' is not assignable to parameter of type '"'Host' is read-only in
 * viewer-request"'*. A name that is only known at run time passes here and is checked by the rules.
 */
export type WritableHeaderName<Name extends string, T extends Trigger> = [T] extends [never]
  ? ReplyHeaderName<Name>
  : Lowercase<Name> extends DisallowedHeader
    ? `'${Name}' is a header CloudFront does not let functions set`
    : [ReadOnlyIn<Lowercase<Name>, T>] extends [never]
      ? 'viewer-request' extends T
        ? Lowercase<Name> extends (typeof notAddableInViewerRequest)[number]
          ? `'${Name}' cannot be added in viewer-request`
          : Name
        : Name
      : `'${Name}' is read-only in ${ReadOnlyIn<Lowercase<Name>, T>}`

/**
 * The name itself where at least one trigger may set it on a reply. A reply is often made without
 * knowing its trigger; what one trigger alone refuses is found by the rules.
 */
export type ReplyHeaderName<Name extends string> =
  Lowercase<Name> extends DisallowedHeader
    ? `'${Name}' is a header CloudFront does not let functions set`
    : Lowercase<Name> extends ReadOnlyHeaders['origin-response']
      ? `'${Name}' is read-only in every trigger`
      : Name
