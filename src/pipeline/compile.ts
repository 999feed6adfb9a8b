import { readErrorHooks } from '#error-hooks'
import { inspection } from '#inspection'
import { rejection } from '#non-canonical'
import { readReplyHooks } from '#reply-hooks'
import { unexpected } from '../error.js'
import type { CloudFrontRecord, EventLike, Handler } from '../event.js'
import { Reply } from '../message/reply.js'
import type { Host, TriggerKind } from '../triggers/base.js'
import { consoleSink, type LogSink } from '../triggers/log.js'
import { chain } from './chain.js'
import type { Entry, Step } from './entry.js'
import type { Guard } from './inspection.js'
import type { AnyMiddleware } from './middleware.js'
import { isThenable, passed, type Settled } from './outcome.js'
import { giveUp, recover } from './recover.js'
import { stepsOf } from './registry.js'
import type { RouteOptions } from './route-pattern.js'
import { createLookup } from './router.js'

export interface AppOptions {
  /** Whether paths are case-sensitive, as CloudFront's own are. Default true. */
  readonly sensitive?: boolean
  /** Whether a pattern also matches with a slash at the end. Default true. */
  readonly trailing?: boolean
  /**
   * What becomes of a uri that is not in normal form (`/%61`, `//`, `/../`), or has a slash that only
   * some take for one (`%2F`, `%5C`, a backslash): routes match it as if it were, in either reading
   * (`match`, the default), or it is answered with 400 (`reject`).
   */
  readonly nonCanonical?: 'match' | 'reject'
  /** Looks at every changed result before it goes out: see `guard` of `ledge/guard`. */
  readonly guard?: Guard
}

/** What a caller of the compiler may look into or replace; deployed code leaves it out. */
export interface Instruments {
  /** Stands in for each middleware. */
  wrap?(step: { readonly name: string; readonly run: AnyMiddleware }): AnyMiddleware
  /** Takes the log lines. Default: the console. */
  readonly log?: LogSink
  /** Told of an error after which only a plain 500, or the untouched response, was left. */
  readonly gaveUp?: (error: unknown) => void
}

/** Routing and chain of one trigger, worked out once, as the function that CloudFront calls. */
export function compile(
  kind: TriggerKind,
  entries: readonly Entry[],
  { sensitive = true, trailing = true, nonCanonical, guard }: AppOptions,
  { wrap, log = consoleSink, gaveUp }: Instruments = {},
): Handler {
  const routing: RouteOptions = { sensitive, trailing }
  // Objects of one short form: what is spread from others is read at half the speed.
  const steps = stepsOf(kind.trigger, entries).map((step): Step => {
    const { name, run, paths, holds, ownParams } = step
    return { name, run: wrap ? wrap(step) : run, paths, holds, ownParams }
  })
  if (nonCanonical === 'reject' && kind.message === 'request' && steps.length > 0)
    steps.unshift(rejection())
  const { idles, run } = chain(
    steps,
    createLookup(
      steps.map(({ paths }) => paths),
      routing,
    ),
  )
  const onReply = entries.filter((entry) => entry.kind === 'reply')
  const onError = entries.filter((entry) => entry.kind === 'error')
  const decorate = onReply.length > 0 ? readReplyHooks(onReply, routing) : undefined
  const ask = onError.length > 0 ? readErrorHooks(onError, routing) : undefined
  const inspect = guard && inspection(guard, kind, ask)
  const carries = new Set<unknown>(entries.map((entry) => entry.kind === 'step' && entry.carry))
  const host: Host = { log, gaveUp, carries }

  return async function handler(event, lambda) {
    const cf = recordOf(event, kind)
    // Most functions are for a few paths, and most requests for others: those cost no context.
    if (idles(cf.request?.uri)) return cf[kind.message]!
    const ctx = kind.createContext(cf, lambda, host)
    let outcome: Settled
    try {
      const settled = run(ctx)
      outcome = settled !== passed && isThenable(settled) ? await settled : settled
    } catch (error) {
      outcome = await recover(error, ctx, kind, ask)
    }
    if (decorate && outcome instanceof Reply) {
      try {
        await decorate(outcome, ctx)
      } catch (error) {
        outcome = giveUp('onReply threw: the reply is given up.', error, ctx, kind)
      }
    }
    if (inspect) return inspect(outcome, cf, ctx)
    return outcome instanceof Reply ? outcome.message : ctx.draft.finish()
  }
}

/** The one record of the event; anything else is refused in words that name what came. */
function recordOf(event: EventLike, { trigger, message }: TriggerKind): CloudFrontRecord {
  const cf = event?.Records?.[0]?.cf as CloudFrontRecord | undefined
  const came = cf?.config?.eventType ?? trigger
  if (cf?.[message] && came === trigger) return cf
  throw unexpected(
    'bad-event',
    `an event of ${trigger} with Records[0].cf.${message}`,
    came === trigger ? (cf ?? event) : came,
  )
}
