/**
 * The event exactly as CloudFront sends it to a Lambda@Edge function, and the result exactly as
 * CloudFront takes it back.
 *
 * Field by field after AWS's page "Lambda@Edge event structure":
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/lambda-event-structure.html
 */

/** The four points of a request at which CloudFront runs a function. */
export type Trigger = 'viewer-request' | 'origin-request' | 'origin-response' | 'viewer-response'

/** The triggers that receive a request on its way in and may answer it. */
export type RequestTrigger = 'viewer-request' | 'origin-request'

/** The triggers that receive a response on its way out. */
export type ResponseTrigger = 'origin-response' | 'viewer-response'

/** One header line. `key` is the spelling on the wire; CloudFront makes one up where it is absent. */
export interface CloudFrontHeader {
  readonly key?: string
  readonly value: string
}

/** Header lines by lower-case name, one entry per line, in order. */
export type CloudFrontHeaders = Record<string, readonly CloudFrontHeader[]>

export interface CloudFrontConfig {
  readonly distributionDomainName: string
  readonly distributionId: string
  readonly eventType: Trigger
  readonly requestId: string
}

/** Present where the association asks for it with `IncludeBody`; always base64 when it arrives. */
export interface CloudFrontBody {
  /** CloudFront cut the body: 40 KB in viewer-request, 1 MB in origin-request. */
  readonly inputTruncated: boolean
  /** `replace` sends `data` to the origin; `read-only` sends what the viewer sent. */
  readonly action: 'read-only' | 'replace'
  readonly encoding: 'base64' | 'text'
  readonly data: string
}

/** A web server, a load balancer, a bucket with website hosting: anything that speaks HTTP. */
export interface CloudFrontCustomOrigin {
  readonly domainName: string
  readonly path: string
  readonly port: number
  readonly protocol: 'http' | 'https'
  readonly sslProtocols: readonly ('SSLv3' | 'TLSv1' | 'TLSv1.1' | 'TLSv1.2')[]
  /** Seconds CloudFront waits for the origin's answer. */
  readonly readTimeout: number
  /** Seconds CloudFront keeps an idle connection. */
  readonly keepaliveTimeout: number
  readonly customHeaders: CloudFrontHeaders
}

/** An S3 bucket's REST endpoint. */
export interface CloudFrontS3Origin {
  readonly domainName: string
  readonly path: string
  readonly authMethod: 'origin-access-identity' | 'none'
  /** Needed with `origin-access-identity`; may be empty with `none`. */
  readonly region: string
  readonly customHeaders: CloudFrontHeaders
}

/** Exactly one of the two. */
export interface CloudFrontOrigin {
  readonly custom?: CloudFrontCustomOrigin
  readonly s3?: CloudFrontS3Origin
}

export interface CloudFrontRequest {
  readonly clientIp: string
  readonly method: string
  /** The path, percent-encoded as the viewer sent it, without the query string. */
  readonly uri: string
  /** Without the `?`; the empty string where there is none. */
  readonly querystring: string
  readonly headers: CloudFrontHeaders
  readonly body?: CloudFrontBody
  /** In origin triggers only. */
  readonly origin?: CloudFrontOrigin
}

export interface CloudFrontResponse {
  /** A string in the event; CloudFront takes a number too. */
  readonly status: string
  readonly statusDescription?: string
  readonly headers: CloudFrontHeaders
  /** Never delivered: a function may put a body in, it cannot read the origin's. */
  readonly body?: string
  readonly bodyEncoding?: 'text' | 'base64'
}

/** The one record of an event. */
export interface CloudFrontRecord {
  readonly config: CloudFrontConfig
  readonly request: CloudFrontRequest
  /** In response triggers only. */
  readonly response?: CloudFrontResponse
}

export interface CloudFrontEvent {
  readonly Records: readonly [{ readonly cf: CloudFrontRecord }]
}

/**
 * What a handler takes: the event however it is typed, such as by `@types/aws-lambda`, or a part of
 * one, as many a unit test has it.
 */
export interface EventLike {
  readonly Records: readonly {
    readonly cf: { readonly [Field in keyof CloudFrontRecord]?: object }
  }[]
}

/** What a handler gives back: the message that goes on, or the answer. */
export type CloudFrontResult = CloudFrontRequest | CloudFrontResponse

/** What Lambda tells a function of its invocation; only what Lambda@Edge fills in. */
export interface LambdaContext {
  readonly awsRequestId: string
  readonly functionName: string
  readonly functionVersion: string
  readonly invokedFunctionArn: string
  readonly memoryLimitInMB: string
  readonly logGroupName: string
  readonly logStreamName: string
  getRemainingTimeInMillis(): number
}

/** What is deployed: one per trigger. Two parameters, since Node.js 24 on Lambda refuses callbacks. */
export type Handler = (event: EventLike, context?: LambdaContext) => Promise<CloudFrontResult>
