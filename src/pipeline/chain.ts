import { EdgeError } from '../error.js'
import type { Reply } from '../message/reply.js'
import { type ContextBase, noParams, type TriggerKind } from '../triggers/base.js'
import { canonicalPath } from './canonical-path.js'
import type { Condition } from './match.js'
import type { AnyMiddleware, AnyNext } from './middleware.js'
import { isThenable, nextTwice, outcomeOf, type Passed, passed } from './outcome.js'
import type { Hit, Lookup } from './router.js'

/** One step, ready to run. */
export interface Step {
  /** How messages and traces call it. */
  readonly name: string
  readonly run: AnyMiddleware
  /** Whether the router decides if it runs. */
  readonly routed: boolean
  /** Whether the route's params are the step's own, or belong to the prefix of a mounted app. */
  readonly ownParams: boolean
  readonly conditions: readonly Condition[]
}

type Settled = Passed | Reply

/**
 * The onion. A step runs when its route matches the uri as it now is and its conditions hold. A chain
 * of sync steps makes no promise; the first step that returns one makes the rest async.
 */
export function chain(
  steps: readonly Step[],
  lookup: Lookup,
  kind: TriggerKind,
): (ctx: ContextBase) => Settled | Promise<Settled> {
  const plan: Plan = { steps, unrouted: nextUnrouted(steps), lookup, kind }
  return (ctx) => new Walk(plan, ctx).from(0)
}

interface Plan {
  readonly steps: readonly Step[]
  /** For each position, the first step from there on that the router has no say in. */
  readonly unrouted: readonly number[]
  readonly lookup: Lookup
  readonly kind: TriggerKind
}

function nextUnrouted(steps: readonly Step[]): readonly number[] {
  const next = [steps.length]
  for (let i = steps.length - 1; i >= 0; i--)
    next[i] = steps[i]!.routed ? (next[i + 1] ?? steps.length) : i
  return next
}

/** One message on its way through the chain. */
class Walk {
  readonly #plan: Plan
  readonly #ctx: ContextBase
  /** The uri that `#hits` are of. */
  #uri: string | undefined
  #hits: readonly Hit[] = []
  /** The first hit that is not behind us. */
  #hit = 0
  #answer: Reply | undefined

  constructor(plan: Plan, ctx: ContextBase) {
    this.#plan = plan
    this.#ctx = ctx
  }

  from(start: number): Settled | Promise<Settled> {
    const { steps } = this.#plan
    const ctx = this.#ctx
    for (let at = this.#find(start); at < steps.length; at = this.#find(at + 1)) {
      const step = steps[at]!
      const hit = step.routed && step.ownParams ? this.#hits[this.#hit] : undefined
      ctx.params = hit ? hit.params : noParams
      if (step.conditions.length === 0 || step.conditions.every((holds) => holds(ctx))) {
        return this.#run(step, at)
      }
    }
    return passed
  }

  /** The next step from here on, by the uri as it now is. */
  #find(start: number): number {
    const { steps, unrouted, lookup } = this.#plan
    const free = unrouted[start] ?? steps.length
    if (free === start) return free
    const uri = this.#ctx.request.uri
    if (uri !== this.#uri) {
      this.#uri = uri
      this.#hits = lookup(canonicalPath(uri))
      this.#hit = 0
    }
    const hits = this.#hits
    while (this.#hit < hits.length && hits[this.#hit]!.route < start) this.#hit++
    const hit = hits[this.#hit]
    return hit && hit.route < free ? hit.route : free
  }

  #run(step: Step, at: number): Settled | Promise<Settled> {
    const ctx = this.#ctx
    const { params } = ctx
    let called = false
    const next: AnyNext = () => {
      if (called) throw nextTwice(step.name)
      called = true
      return this.#onward(at + 1, params)
    }
    const outcome = step.run(ctx, next)
    if (outcome === passed) return passed
    return isThenable(outcome)
      ? outcome.then((value) => this.#settle(step, value))
      : this.#settle(step, outcome)
  }

  /** The rest of the chain; when it is through, the step that asked sees its own params again. */
  #onward(at: number, params: ContextBase['params']): Settled | Promise<Settled> {
    const ctx = this.#ctx
    let pending = false
    try {
      const rest = this.from(at)
      pending = isThenable(rest)
      // `ctx.params` are now those of the step that is pending: once it is done they are so again,
      // so where they are the same there is nothing to put back.
      if (!pending || ctx.params === params) return rest
      return (rest as Promise<Settled>).finally(() => {
        ctx.params = params
      })
    } finally {
      if (!pending) ctx.params = params
    }
  }

  #settle(step: Step, value: unknown): Settled {
    const outcome = outcomeOf(value, step.name)
    if (outcome === passed) return outcome
    const { kind } = this.#plan
    if (!kind.replies) {
      throw new EdgeError(
        'reply-not-allowed',
        `${step.name} returned a reply, but ${kind.trigger} can only pass the response on. Answer in an earlier trigger.`,
      )
    }
    const reply = outcome as Reply
    // The steps outside return the answer again; it became the trigger's answer already.
    if (reply === this.#answer) return reply
    this.#answer = reply.take()
    this.#ctx.accept(this.#answer)
    return this.#answer
  }
}
