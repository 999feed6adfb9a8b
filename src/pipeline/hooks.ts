import { Reply } from '../message/reply.js'
import type { ContextBase } from '../triggers/base.js'
import type { Context } from '../triggers/context.js'
import type { Entry } from './entry.js'
import { guard } from './guard.js'
import type { RouteOptions } from './route-pattern.js'

/** What `onReply` and `onError` left. */
export interface Hooks {
  /** Runs every `onReply` over the reply. */
  decorate(reply: Reply, ctx: ContextBase): Promise<void>
  /** What the first `onError` that has an answer says. */
  ask(error: unknown, ctx: ContextBase): Promise<Reply | undefined>
}

export function readHooks(entries: readonly Entry[], options: RouteOptions): Hooks {
  const hooks = entries.map((entry) => ({ entry, applies: guard(entry, entry.kind, options) }))
  const nearestFirst = hooks.toSorted((a, b) => b.entry.depth - a.entry.depth)
  return {
    async decorate(reply, ctx) {
      for (const { entry, applies } of hooks) {
        if (entry.kind === 'reply' && applies(ctx))
          await entry.run(reply, ctx as unknown as Context)
      }
    },
    async ask(error, ctx) {
      for (const { entry, applies } of nearestFirst) {
        if (entry.kind !== 'error' || !applies(ctx)) continue
        const answer = await entry.run(error, ctx as unknown as Context)
        if (answer instanceof Reply) return answer
      }
      return undefined
    },
  }
}
