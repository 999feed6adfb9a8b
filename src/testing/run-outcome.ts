import type { CloudFrontOrigin, CloudFrontRequest, CloudFrontResponse, Trigger } from '../event.js'
import type { ReadableCookies } from '../message/cookies.js'
import { Draft } from '../message/draft.js'
import type { ReadableHeaders } from '../message/headers.js'
import type { ReadableQuery } from '../message/query.js'
import { RequestView } from '../message/request.js'
import type { Finding } from '../rules/finding.js'
import { fieldsOf } from '../rules/wire.js'
import type { Change } from './changes.js'
import { SeenResponse } from './seen-response.js'
import type { TraceStep } from './trace.js'
import type { TriggerEvent } from './trigger-event.js'

/** A log line of `ctx.log`, parsed: `level`, `message`, `trigger`, `requestId`, and its own fields. */
export type LogLine = Readonly<Record<string, unknown>> & {
  readonly level: string
  readonly message: string
}

/** What `run` found out. */
export interface RunReport<T extends Trigger> {
  readonly trigger: T
  /**
   * - `passed`: the request or the response goes on, changed or not.
   * - `replied`: a middleware, or `onError`, answered.
   * - `failed`: nobody answered an error. The viewer gets a plain 500, in a response trigger the
   *   untouched response; `error` is what was thrown.
   */
  readonly kind: 'passed' | 'replied' | 'failed'
  /** As it was given to `run`. */
  readonly event: TriggerEvent<T>
  /** What CloudFront gets back, as it reads it. */
  readonly result: unknown
  readonly error?: unknown
  /**
   * How the message that goes out differs from the one that came. An answer to a request is another
   * message: all of it was added.
   */
  readonly changes: readonly Change[]
  /** The steps that ran, in order. */
  readonly trace: readonly TraceStep[]
  /** What CloudFront would refuse or ignore, and what it serves to somebody's harm. */
  readonly findings: readonly Finding[]
  readonly logs: readonly LogLine[]
}

/**
 * The outcome of a run. Beside the report it shows the message that goes out: the request, where
 * that goes on, or the response. What the other kind has is undefined or empty.
 */
export class RunOutcome<T extends Trigger = Trigger> implements RunReport<T> {
  readonly trigger: T
  readonly kind: 'passed' | 'replied' | 'failed'
  readonly event: TriggerEvent<T>
  readonly result: unknown
  readonly error: unknown
  readonly changes: readonly Change[]
  readonly trace: readonly TraceStep[]
  readonly findings: readonly Finding[]
  readonly logs: readonly LogLine[]
  readonly #request: RequestView | undefined
  readonly #response: SeenResponse | undefined
  readonly #origin: CloudFrontOrigin | undefined

  /** @internal */
  constructor(report: RunReport<T>) {
    this.trigger = report.trigger
    this.kind = report.kind
    this.event = report.event
    this.result = report.result
    this.error = report.error
    this.changes = report.changes
    this.trace = report.trace
    this.findings = report.findings
    this.logs = report.logs
    const message = fieldsOf(report.result) as unknown
    if (report.kind === 'passed' && report.trigger.endsWith('request')) {
      const request = message as CloudFrontRequest
      this.#request = new RequestView(new Draft(request))
      this.#origin = request.origin
    } else this.#response = new SeenResponse(message as CloudFrontResponse)
  }

  get uri(): string | undefined {
    return this.#request?.uri
  }

  /** Without the `?`. */
  get querystring(): string | undefined {
    return this.#request?.querystring
  }

  get query(): ReadableQuery {
    return (this.#request ?? nothing).query
  }

  get headers(): ReadableHeaders {
    return (this.#request ?? this.#response ?? nothing).headers
  }

  /** The cookies of the request that goes on, or those that the response sets. */
  get cookies(): ReadableCookies {
    return (this.#request ?? this.#response ?? nothing).cookies
  }

  get origin(): CloudFrontOrigin | undefined {
    return this.#origin
  }

  get status(): number | undefined {
    return this.#response?.status
  }

  /** As text: that of an answer, or the one that a middleware put into the message. */
  get body(): string | undefined {
    return this.#request?.body?.text({ partial: true }) ?? this.#response?.body
  }
}

const nothing = new RequestView(new Draft({ headers: {} } as unknown as CloudFrontRequest))
