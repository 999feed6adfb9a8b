import { errorReply } from '../message/reply.js'
import type { ContextBase, TriggerKind } from '../triggers/base.js'
import type { Ask } from './error-hooks.js'
import { answerIn, passed, type Settled } from './outcome.js'

/**
 * What becomes of an error that nobody caught: the answer of the first `onError` that has one, else
 * the answer that the error carries, else a plain 500; in a response trigger the untouched response.
 */
export async function recover(
  error: unknown,
  ctx: ContextBase,
  kind: TriggerKind,
  ask: Ask | undefined,
): Promise<Settled> {
  const answer = (await ask?.(error, ctx)) ?? answerIn(error)
  if (!answer || !kind.replies) return giveUp('Nothing caught this error.', error, ctx, kind)
  ctx.accept(answer)
  return answer
}

/** The outcome that depends on no code of the app. */
export function giveUp(why: string, error: unknown, ctx: ContextBase, kind: TriggerKind): Settled {
  ctx.log.error(why, { error, uri: ctx.request.uri })
  ctx.host.gaveUp?.(error)
  if (kind.message === 'request') return errorReply({ status: 500 })
  ctx.draft.replace(ctx.draft.came)
  return passed
}
