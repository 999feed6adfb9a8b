import { errorReply, Reply } from '../message/reply.js'
import type { ContextBase, TriggerKind } from '../triggers/base.js'
import type { Context } from '../triggers/context.js'
import type { Condition } from './match.js'
import { answerIn, passed, type Settled } from './outcome.js'
import type { OnReply } from './recipe.js'

/** Answers an error that no middleware caught, or leaves it to the next. */
export type OnError = (
  error: unknown,
  ctx: Context,
  // biome-ignore lint/suspicious/noConfusingVoidType: no answer may also be no return statement
) => Reply | void | Promise<Reply | void>

/** A hook and the requests it is for. */
export interface Hook<F> {
  readonly run: F
  readonly applies: Condition
}

/**
 * What becomes of an error that nobody caught: the answer of the first `onError` that has one, else
 * the answer that the error carries, else a plain 500; in a response trigger the untouched response.
 */
export async function recover(
  error: unknown,
  ctx: ContextBase,
  kind: TriggerKind,
  hooks: readonly Hook<OnError>[],
): Promise<Settled> {
  const answer = (await ask(hooks, error, ctx))?.take() ?? answerIn(error)
  if (answer && kind.replies) {
    ctx.accept(answer)
    return answer
  }
  return giveUp('A middleware threw, and no onError answered.', error, ctx, kind)
}

/** Runs every `onReply` over the reply. */
export async function decorate(
  reply: Reply,
  ctx: ContextBase,
  kind: TriggerKind,
  hooks: readonly Hook<OnReply>[],
): Promise<Settled> {
  try {
    for (const hook of hooks) {
      if (hook.applies(ctx)) await hook.run(reply, ctx as unknown as Context)
    }
    return reply
  } catch (error) {
    return giveUp('onReply threw: the reply is given up.', error, ctx, kind)
  }
}

/** The outcome that depends on no code of the app. */
function giveUp(why: string, error: unknown, ctx: ContextBase, kind: TriggerKind): Settled {
  ctx.log.error(why, { error, uri: ctx.request.uri })
  ctx.host.gaveUp?.(error)
  if (kind.message === 'request') return errorReply({ status: 500 })
  ctx.draft.replace(ctx.draft.came)
  return passed
}

async function ask(
  hooks: readonly Hook<OnError>[],
  error: unknown,
  ctx: ContextBase,
): Promise<Reply | undefined> {
  try {
    for (const hook of hooks) {
      if (!hook.applies(ctx)) continue
      const answer = await hook.run(error, ctx as unknown as Context)
      if (answer instanceof Reply) return answer
    }
  } catch (thrown) {
    ctx.log.error('onError threw: it counts as no answer.', { error: thrown })
  }
  return undefined
}
