import { EdgeError, show } from '../error.js'
import type { CloudFrontRecord, CloudFrontResult, EventLike, Handler, Trigger } from '../event.js'
import { badRequest } from '../message/http-errors.js'
import { Reply } from '../message/reply.js'
import type { Host, TriggerKind } from '../triggers/base.js'
import { consoleSink, type Log, type LogSink } from '../triggers/log.js'
import { canonicalPath } from './canonical-path.js'
import { chain, type Step } from './chain.js'
import { guard } from './guard.js'
import type { Condition } from './match.js'
import type { AnyMiddleware } from './middleware.js'
import { isThenable, passed } from './outcome.js'
import type { CarryRecipe } from './recipe.js'
import { decorate, type Hook, recover } from './recover.js'
import type { Entry, Scope, StepEntry } from './registry.js'
import { createLookup, type RouteOptions } from './router.js'

export interface AppOptions {
  /** Whether paths are case-sensitive, as CloudFront's own are. Default true. */
  readonly sensitive?: boolean
  /** Whether a pattern also matches with a slash at the end. Default true. */
  readonly trailing?: boolean
  /**
   * What becomes of a uri that is not in normal form (`/%61`, `//`, `/../`): routes match it as if it
   * were (`match`, the default), or it is answered with 400 (`reject`).
   */
  readonly nonCanonical?: 'match' | 'reject'
  /** Looks at every changed result before it goes out: see `guard` of `ledge/guard`. */
  readonly guard?: Guard
}

/** Takes the record as it came and a result, and gives back what goes out; or throws. */
export type Guard = (
  trigger: Trigger,
  cf: CloudFrontRecord,
  result: CloudFrontResult,
  log: Log,
) => CloudFrontResult

/** What a caller of the compiler may look into or replace; deployed code leaves it out. */
export interface Instruments {
  /** Stands in for each middleware. */
  wrap?(step: { readonly name: string; readonly run: AnyMiddleware }): AnyMiddleware
  /** Takes the log lines. Default: the console. */
  readonly log?: LogSink
  /** Told of an error after which only a plain 500, or the untouched response, was left. */
  readonly gaveUp?: (error: unknown) => void
}

/** The steps of one trigger, named, in the order in which they run. */
export function stepsOf(
  trigger: Trigger,
  entries: readonly Entry[],
): (StepEntry & { name: string })[] {
  const strips = trigger === 'viewer-request' ? carriesOf(entries).map(strip) : []
  const steps = entries.filter((entry) => entry.kind === 'step' && entry.trigger === trigger)
  return [...strips, ...(steps as StepEntry[])].map((step, i) => ({
    ...step,
    name: step.name || step.run.name || placeName(trigger, i + 1, step),
  }))
}

/** The carries of an app, each once. */
export function carriesOf(entries: readonly Entry[]): CarryRecipe[] {
  return [...new Set(entries.flatMap((entry) => (entry.kind === 'carry' ? [entry.carry] : [])))]
}

/** Takes the header from a request before any step can read it: only the app itself may have set it. */
function strip({ name, header, needs }: CarryRecipe): StepEntry {
  return {
    kind: 'step',
    trigger: 'viewer-request',
    name: `strip ${name}`,
    paths: [],
    conditions: [],
    ownParams: true,
    needs,
    run(ctx, next) {
      ctx.request.headers.delete(header)
      return next()
    },
  }
}

/** Where a registration stands, for messages: `viewer-request #3 '/old/:slug'`. */
export function placeName(trigger: Trigger, position: number, scope: Scope): string {
  return [`${trigger} #${position}`, ...scope.paths.map((path) => `'${path}'`)].join(' ')
}

/** Routing and chain of one trigger, worked out once, as the function that CloudFront calls. */
export function compile(
  kind: TriggerKind,
  entries: readonly Entry[],
  options: AppOptions,
  instruments: Instruments = {},
): Handler {
  const { sensitive = true, trailing = true, nonCanonical = 'match', guard: inspect } = options
  const routing: RouteOptions = { sensitive, trailing }
  const steps = stepsOf(kind.trigger, entries)
  const { idles, run } = chain(
    steps.map((step) => toStep(step, instruments)),
    createLookup(
      steps.map((step, i) => ({ paths: step.paths, where: placeName(kind.trigger, i + 1, step) })),
      routing,
    ),
    kind,
  )
  const hook = <F>({
    run,
    paths,
    conditions,
    kind,
  }: Scope & { run: F; kind: string }): Hook<F> => ({
    run,
    applies: guard(paths, conditions, kind, routing),
  })
  const replyHooks = entries.filter((entry) => entry.kind === 'reply').map(hook)
  const errorHooks = entries
    .filter((entry) => entry.kind === 'error')
    .sort((a, b) => b.depth - a.depth)
    .map(hook)
  const host: Host = {
    log: instruments.log ?? consoleSink,
    gaveUp: instruments.gaveUp,
    carries: new Set<object>(carriesOf(entries)),
  }
  const rejects = nonCanonical === 'reject' && kind.message === 'request'

  return async function handler(event, lambda) {
    const cf = recordOf(event, kind)
    // Most functions are for a few paths, and most requests for others: those cost no context.
    if (!rejects && idles(cf.request?.uri)) return cf[kind.message]!
    const ctx = kind.createContext(cf, lambda, host)
    let outcome: Awaited<ReturnType<typeof run>>
    try {
      if (rejects && canonicalPath(ctx.request.uri) !== ctx.request.uri) {
        throw badRequest('The uri is not in normal form.')
      }
      const settled = run(ctx)
      outcome = settled !== passed && isThenable(settled) ? await settled : settled
    } catch (error) {
      outcome = await recover(error, ctx, kind, errorHooks)
    }
    if (replyHooks.length > 0 && outcome instanceof Reply) {
      outcome = await decorate(outcome, ctx, kind, replyHooks)
    }
    if (!inspect) return outcome instanceof Reply ? outcome.message : ctx.draft.finish()
    try {
      const { message } = outcome instanceof Reply ? outcome : ctx.draft
      return inspect(kind.trigger, cf, message, ctx.log)
    } catch (error) {
      const { message } = (await recover(error, ctx, kind, errorHooks)) as Partial<Reply>
      return message ?? ctx.draft.message
    }
  }
}

/** The handler of a trigger without middleware: everything goes on as it came. */
export function passThrough(trigger: Trigger): Handler {
  const message = trigger.endsWith('request') ? 'request' : 'response'
  return async function handler(event) {
    return recordOf(event, { trigger, message })[message]!
  }
}

function toStep(step: StepEntry & { name: string }, { wrap }: Instruments): Step {
  const { name, paths, conditions, ownParams } = step
  const routed = paths.length > 0
  return {
    name,
    run: wrap ? wrap(step) : step.run,
    routed,
    ownParams: routed && ownParams,
    holds: allOf(conditions),
  }
}

function allOf(conditions: readonly Condition[]): Condition | undefined {
  return conditions.length < 2 ? conditions[0] : (ctx) => conditions.every((holds) => holds(ctx))
}

/** The one record of the event; anything else is refused in words that name what came. */
function recordOf(
  event: EventLike,
  { trigger, message }: Pick<TriggerKind, 'trigger' | 'message'>,
): CloudFrontRecord {
  const cf = event?.Records?.[0]?.cf as CloudFrontRecord | undefined
  const came = cf?.config?.eventType ?? trigger
  if (cf?.[message] && came === trigger) return cf
  throw new EdgeError(
    'bad-event',
    cf?.[message]
      ? `Expected an event of ${trigger}, got one of ${show(came)}: the function is associated with another trigger than it was built for.`
      : `Expected a CloudFront ${trigger} event with Records[0].cf.${message}, got ${show(cf ?? event)}.`,
  )
}
