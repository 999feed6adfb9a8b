import type { Reply } from '../message/reply.js'
import type { ContextBase } from '../triggers/base.js'
import type { Step } from './entry.js'
import { findRoutes } from './find-routes.js'
import { isThenable, nextTwice, outcomeOf, passed, type Settled } from './outcome.js'
import type { Hit, Lookup } from './router.js'

/** The onion of one trigger. */
export interface Chain {
  /** Whether nothing runs for this uri, whatever else the request says. */
  idles(uri: string): boolean
  run(ctx: ContextBase): Settled | Promise<Settled>
}

/**
 * Makes the onion. A step runs when its route matches the uri as it now is and its conditions hold. A
 * chain of sync steps makes no promise; the first step that returns one makes the rest async.
 */
export function chain(steps: readonly Step[], lookup: Lookup): Chain {
  const routed = steps.some(({ paths }) => paths.length > 0)
  const unrouted = nextUnrouted(steps)
  const plan: Plan = { steps, routed, unrouted, lookup }
  const allRouted = unrouted[0] === steps.length
  return {
    idles: (uri) => allRouted && findRoutes(lookup, uri).length === 0,
    run: (ctx) => new Walk(plan, ctx).from(0),
  }
}

interface Plan {
  readonly steps: readonly Step[]
  /** Whether the router has a say in any step. */
  readonly routed: boolean
  /** For each position, the first step from there on that the router has no say in. */
  readonly unrouted: readonly number[]
  readonly lookup: Lookup
}

function nextUnrouted(steps: readonly Step[]): readonly number[] {
  const next = [steps.length]
  for (let i = steps.length - 1; i >= 0; i--) {
    next[i] = steps[i]!.paths.length > 0 ? (next[i + 1] ?? steps.length) : i
  }
  return next
}

/** One message on its way through the chain. */
class Walk {
  private readonly plan: Plan
  private readonly ctx: ContextBase
  /** The uri that `hits` are of. */
  private uri: string | undefined = undefined
  private hits: readonly Hit[] = noHits
  /** The first hit that is not behind us. */
  private hit = 0
  private answer: Reply | undefined = undefined

  constructor(plan: Plan, ctx: ContextBase) {
    this.plan = plan
    this.ctx = ctx
  }

  from(start: number): Settled | Promise<Settled> {
    const { steps, routed } = this.plan
    let at = routed ? this.find(start) : start
    while (at < steps.length) {
      const step = steps[at]!
      if (!step.holds || step.holds(this.ctx)) return this.run(step, at)
      at = routed ? this.find(at + 1) : at + 1
    }
    return passed
  }

  /** The next step from here on, by the uri as it now is; sets its params. */
  private find(start: number): number {
    const { plan, ctx } = this
    const free = plan.unrouted[start] ?? start
    ctx.hit = undefined
    if (free === start) return free
    const { uri } = ctx.request
    if (uri !== this.uri) {
      this.uri = uri
      this.hits = findRoutes(plan.lookup, uri)
      this.hit = 0
    }
    const { hits } = this
    while (this.hit < hits.length && hits[this.hit]!.route < start) this.hit++
    const hit = hits[this.hit]
    if (!hit || hit.route >= free) return free
    if (plan.steps[hit.route]!.ownParams) ctx.hit = hit
    return hit.route
  }

  private run(step: Step, at: number): Settled | Promise<Settled> {
    const { hit } = this.ctx
    let called = false
    const outcome = step.run(this.ctx, () => {
      if (called) throw nextTwice(step.name)
      called = true
      return this.plan.routed ? this.onward(at + 1, hit) : this.from(at + 1)
    })
    if (outcome === passed) return passed
    return isThenable(outcome)
      ? outcome.then((value) => this.settle(step, value))
      : this.settle(step, outcome)
  }

  /** The rest of the chain; when it is through, the step that asked sees its own params again. */
  private onward(at: number, hit: ContextBase['hit']): Settled | Promise<Settled> {
    const { ctx } = this
    let pending = false
    try {
      const rest = this.from(at)
      pending = rest !== passed && isThenable(rest)
      if (!pending) return rest
      return (rest as Promise<Settled>).finally(() => {
        ctx.hit = hit
      })
    } finally {
      if (!pending) ctx.hit = hit
    }
  }

  private settle(step: Step, value: unknown): Settled {
    const outcome = outcomeOf(value, step.name)
    // The steps outside return the answer again; it became the trigger's answer already.
    if (outcome === passed || outcome === this.answer) return outcome
    const answer = (outcome as Reply).take()
    this.ctx.accept(answer, step.name)
    this.answer = answer
    return answer
  }
}

const noHits: readonly Hit[] = []
