import type { Trigger } from '../event.js'

/** One thing that CloudFront refuses, or lets pass to everyone's harm. */
export interface Rule {
  readonly id: string
  readonly triggers: readonly Trigger[]
  /**
   * What CloudFront writes, on its error page or in its log, where someone has seen it: such a text
   * speaks of *the Lambda function*. Else our own. A finding fills in what stands in `{braces}`.
   */
  readonly message: string
  readonly effect: Effect
  readonly severity: Severity
  readonly certainty: Certainty
  /** AWS's page. */
  readonly docs: string
  /** What to do instead. */
  readonly fix: string
}

/**
 * - `502 validation`: the viewer gets a 502, `x-cache: LambdaValidationError from cloudfront`.
 * - `503 execution`: the viewer gets a 503, `x-cache: LambdaExecutionError from cloudfront`.
 * - `503 limit`: the viewer gets a 503, `x-cache: LambdaLimitExceeded from cloudfront`.
 * - `ignored`: CloudFront goes on as if it had not been written.
 * - `served`: CloudFront goes on with it, and somebody suffers.
 */
export type Effect = '502 validation' | '503 execution' | '503 limit' | 'ignored' | 'served'

export type Severity = 'error' | 'warning'

/**
 * - `documented`: on AWS's page.
 * - `observed`: seen by users of CloudFront, on no page.
 * - `inferred`: our reading where AWS says nothing of it, or not what follows.
 */
export type Certainty = 'documented' | 'observed' | 'inferred'

export const requestTriggers: readonly Trigger[] = ['viewer-request', 'origin-request']
export const responseTriggers: readonly Trigger[] = ['origin-response', 'viewer-response']
export const everyTrigger: readonly Trigger[] = [
  'viewer-request',
  'origin-request',
  'origin-response',
  'viewer-response',
]

const guide = 'https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/'

/** The pages of AWS's CloudFront Developer Guide that the rules come from. */
export const pages = {
  badGateway: `${guide}http-502-bad-gateway.html`,
  cloudFrontHeaders: `${guide}adding-cloudfront-headers.html`,
  eventStructure: `${guide}lambda-event-structure.html`,
  examples: `${guide}lambda-examples.html`,
  expiration: `${guide}Expiration.html`,
  lambdaRestrictions: `${guide}lambda-at-edge-function-restrictions.html`,
  originCustomHeaders: `${guide}add-origin-custom-headers.html`,
  quotas: `${guide}cloudfront-limits.html`,
  responses: `${guide}lambda-generating-http-responses.html`,
  restrictions: `${guide}edge-function-restrictions-all.html`,
  unavailable: `${guide}http-503-service-unavailable.html`,
} as const
