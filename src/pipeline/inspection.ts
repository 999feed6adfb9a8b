import type { CloudFrontRecord, CloudFrontResult, Trigger } from '../event.js'
import { Reply } from '../message/reply.js'
import type { ContextBase, TriggerKind } from '../triggers/base.js'
import type { Log } from '../triggers/log.js'
import type { Ask } from './error-hooks.js'
import type { Settled } from './outcome.js'
import { recover } from './recover.js'

/** Takes the record as it came and a result, and gives back what goes out; or throws. */
export type Guard = (
  trigger: Trigger,
  cf: CloudFrontRecord,
  result: CloudFrontResult,
  log: Log,
) => CloudFrontResult

type Inspect = (
  outcome: Settled,
  cf: CloudFrontRecord,
  ctx: ContextBase,
) => Promise<CloudFrontResult>

/** The last look at a result. What the guard throws is an error of the app. */
export function inspection(guard: Guard, kind: TriggerKind, ask: Ask | undefined): Inspect {
  return async (outcome, cf, ctx) => {
    try {
      const { message } = outcome instanceof Reply ? outcome : ctx.draft
      return guard(kind.trigger, cf, message, ctx.log)
    } catch (error) {
      const { message } = (await recover(error, ctx, kind, ask)) as Partial<Reply>
      return message ?? ctx.draft.message
    }
  }
}
