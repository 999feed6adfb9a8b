import type { Reply } from '../message/reply.js'
import type { ContextBase } from '../triggers/base.js'
import type { Context } from '../triggers/context.js'
import type { ReplyEntry } from './entry.js'
import { guard } from './guard.js'
import type { RouteOptions } from './route-pattern.js'

/** Runs over an answer on its way out. */
export type Decorate = (reply: Reply, ctx: ContextBase) => Promise<void>

/** What `onReply` left: all that apply, in turn. */
export function readReplyHooks(entries: readonly ReplyEntry[], options: RouteOptions): Decorate {
  const hooks = entries.map((entry) => ({ run: entry.run, applies: guard(entry, options) }))
  return async (reply, ctx) => {
    for (const { run, applies } of hooks) {
      if (applies(ctx)) await run(reply, ctx as unknown as Context)
    }
  }
}
