import { show } from '../error.js'
import type { CloudFrontResponse } from '../event.js'
import { Draft } from '../message/draft.js'
import { writeBody } from '../message/reply.js'
import { isFields } from '../rules/wire.js'
import { badEvent } from './request-init.js'
import { page, type ResponseInit, responseOf } from './response-init.js'

/** What an origin answers: an HTML page with status 200, unless you say otherwise. */
export interface OriginAnswer extends ResponseInit {
  readonly body?: string | Uint8Array
}

/**
 * The answer with its body, which no function is shown.
 *
 * @throws EdgeError `bad-event` for what is no answer.
 */
export function answerOf(answer: OriginAnswer): CloudFrontResponse {
  if (!isFields(answer as unknown)) {
    throw badEvent(
      `Expected the origin to answer with an object such as { status: 200, body: 'hello' }, got ${show(answer)}.`,
    )
  }
  const { body, ...init } = answer
  const draft = new Draft(responseOf(init, page))
  if (body !== undefined) writeBody(draft, body)
  return draft.message
}

/** What a function is shown of a response, and what is kept from it. */
export function split({ body, bodyEncoding, ...head }: CloudFrontResponse): {
  head: CloudFrontResponse
  content: Pick<CloudFrontResponse, 'body' | 'bodyEncoding'>
} {
  return { head, content: { body, bodyEncoding } }
}
