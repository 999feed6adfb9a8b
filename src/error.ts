import { show } from '#show'

export { show }

/** What went wrong, as a word that does not change between versions. Each has a heading in docs/errors.md. */
export type EdgeErrorCode =
  // answers: thrown or returned, they become a reply
  | 'bad-request'
  | 'unauthorized'
  | 'forbidden'
  | 'not-found'
  | 'method-not-allowed'
  | 'payload-too-large'
  | 'too-many-requests'
  | 'service-unavailable'
  // a token was refused
  | 'bad-token'
  | 'expired-token'
  // a middleware broke the pipeline's contract
  | 'no-outcome'
  | 'next-twice'
  | 'deadline'
  | 'reply-not-allowed'
  | 'carry-not-registered'
  // a value CloudFront would not take
  | 'refused'
  | 'read-only'
  | 'bad-uri'
  | 'bad-query'
  | 'bad-header'
  | 'bad-cookie'
  | 'bad-body'
  | 'bad-origin'
  | 'bad-reply'
  // the app or a recipe was built wrongly
  | 'bad-path'
  | 'bad-registration'
  | 'bad-option'
  | 'compiled'
  // the event is not one of CloudFront's
  | 'bad-event'
  // the build left out what no code seemed to use
  | 'left-out'
  // a project cannot be built: its config or its code, see the problems of the error
  | 'bad-project'

/** The answer that an error carries to the viewer. Its message never is: that is for the log. */
export interface ErrorReply {
  readonly status: number
  readonly headers?: Readonly<Record<string, string | readonly string[]>>
  /** Plain text; the status' reason phrase where absent. */
  readonly body?: string
}

export interface EdgeErrorOptions {
  /** What made it happen, for the log. */
  readonly cause?: unknown
  /** What the viewer is told. Without it the viewer is told a plain 500. */
  readonly reply?: ErrorReply
}

/**
 * The one error class of Ledge. `code` says which condition, `message` what was expected, what came
 * and what to do.
 *
 * @example
 * ```ts
 * app.onError((error) => {
 *   if (error instanceof EdgeError && error.code === 'deadline') return text('Try again soon', 503)
 * })
 * ```
 */
export class EdgeError extends Error {
  override readonly name = 'EdgeError'
  readonly code: EdgeErrorCode
  readonly reply: ErrorReply | undefined

  constructor(code: EdgeErrorCode, message?: string, options: EdgeErrorOptions = {}) {
    super(message ?? code, options)
    this.code = code
    this.reply = options.reply
  }
}

/** The error of a value that is not what it must be. */
export function unexpected(code: EdgeErrorCode, expected: string, came: unknown): EdgeError {
  return new EdgeError(code, `Expected ${expected}, got ${show(came)}.`)
}
