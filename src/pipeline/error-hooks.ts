import { Reply } from '../message/reply.js'
import type { ContextBase } from '../triggers/base.js'
import type { Context } from '../triggers/context.js'
import type { ErrorEntry } from './entry.js'
import { guard } from './guard.js'
import type { RouteOptions } from './route-pattern.js'

/** Asks for an answer to an error. Never throws. */
export type Ask = (error: unknown, ctx: ContextBase) => Promise<Reply | undefined>

/** What `onError` left: the first that has an answer gives it, and what is nearer is asked first. */
export function readErrorHooks(entries: readonly ErrorEntry[], options: RouteOptions): Ask {
  const hooks = entries
    .toSorted((a, b) => b.depth - a.depth)
    .map((entry) => ({ run: entry.run, applies: guard(entry, options) }))
  return async (error, ctx) => {
    try {
      for (const { run, applies } of hooks) {
        const answer = applies(ctx) && (await run(error, ctx as unknown as Context))
        if (answer instanceof Reply) return answer.take()
      }
    } catch (thrown) {
      ctx.log.error('onError threw: it counts as no answer.', { error: thrown })
    }
    return undefined
  }
}
