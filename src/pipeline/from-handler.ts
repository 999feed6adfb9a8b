import { EdgeError, show } from '../error.js'
import type { CloudFrontEvent, CloudFrontResponse, LambdaContext, Trigger } from '../event.js'
import { Reply } from '../message/reply.js'
import { combine } from './invoke.js'
import type { Middleware } from './middleware.js'

/** A Lambda@Edge function as it is written without a framework: async, or with a callback. */
export type LambdaHandler = (
  event: never,
  context: never,
  callback: (error?: unknown, result?: unknown) => void,
) => unknown

/**
 * Runs an existing Lambda@Edge handler as one step, on a copy of the event, and applies its result: a
 * request (in a response trigger a response) takes the message's place and goes on, a response to a
 * request is an answer.
 *
 * @example
 * ```ts
 * import { handler } from './old-function.js'
 *
 * app.viewerRequest('/legacy{/*rest}', fromHandler(handler))
 * ```
 */
export function fromHandler<T extends Trigger>(handler: LambdaHandler): Middleware<T> {
  if (typeof handler !== 'function') {
    throw new EdgeError(
      'bad-registration',
      `fromHandler: expected a Lambda handler, got ${show(handler)}.`,
    )
  }
  const name = handler.name || 'the handler'
  return combine(async function fromHandler(ctx, next) {
    // Through JSON, as Lambda hands it over: the handler may change what it gets as it likes.
    const event: CloudFrontEvent = JSON.parse(JSON.stringify({ Records: [{ cf: ctx.event }] }))
    const result = await call(handler, event, ctx.lambda)
    if (typeof result !== 'object' || result === null) {
      throw new EdgeError(
        'no-outcome',
        `Expected ${name} to give back a request or a response, got ${show(result)}.`,
      )
    }
    const message = JSON.parse(JSON.stringify(result))
    const { status } = message as { status?: unknown }
    if (status === undefined) ctx.draft.replace(message)
    else {
      const response: CloudFrontResponse = { ...message, status: String(status) }
      if ('response' in ctx) ctx.draft.replace(response)
      else return new Reply({ ...response, headers: response.headers ?? {} })
    }
    return next()
  }, [])
}

function call(
  handler: LambdaHandler,
  event: CloudFrontEvent,
  lambda?: LambdaContext,
): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const callback = (error?: unknown, result?: unknown): void => {
      if (error === undefined || error === null) resolve(result)
      else reject(error)
    }
    const returned: unknown = handler(event as never, lambda as never, callback)
    // A handler that takes a callback may return what it likes; one that takes none has returned its result.
    if (handler.length < 3 || returned instanceof Promise) resolve(returned)
  })
}
