import { Reply } from '../message/reply.js'
import type { AnyMiddleware, AnyNext } from '../pipeline/middleware.js'
import { isThenable, outcomeOf, type Passed } from '../pipeline/outcome.js'
import type { ContextBase } from '../triggers/base.js'
import { type Change, changesBetween, touches } from './changes.js'

/** One step that ran. */
export interface TraceStep {
  /** The function's name, its recipe's, or its place: `viewer-request #3 '/old/:slug'`. */
  readonly name: string
  readonly middleware: unknown
  /** Its own milliseconds, without those of `next()`. */
  readonly ms: number
  /** What it changed itself, on the way in and on the way back. */
  readonly changes: readonly Change[]
  /** Whether the chain went no further: the step answered or threw. */
  readonly ended: boolean
  /** What it threw itself. */
  readonly error?: unknown
}

/** The message at one moment. An answer to a request is another message than the request. */
interface State {
  readonly message: unknown
  readonly answers: boolean
}

type Mutable<T> = { -readonly [K in keyof T]: T[K] }

/** Watches a chain at work, from between its steps. */
export class Recorder {
  readonly #steps: TraceStep[] = []
  /** Who changed what, in order of time. */
  readonly #log: { readonly by: string; readonly changes: readonly Change[] }[] = []
  #last: State
  /** What came out of the last step that is done: in the end, of the chain. */
  #outcome: unknown
  #error: unknown
  #thrower: string | undefined

  constructor(came: unknown) {
    this.#last = { message: came, answers: false }
  }

  get steps(): readonly TraceStep[] {
    return this.#steps
  }

  /** Whether the chain ended with an answer, be it one to an error. */
  get replied(): boolean {
    return this.#outcome instanceof Reply || this.#thrower !== undefined
  }

  /** A middleware that does what `run` does, under observation. */
  wrap({ name, run }: { readonly name: string; readonly run: AnyMiddleware }): AnyMiddleware {
    return (ctx, next) => {
      const changes: Change[] = []
      const step: Mutable<TraceStep> = { name, middleware: run, ms: 0, changes, ended: true }
      this.#steps.push(step)
      let since = performance.now()

      const pause = (outcome?: unknown): void => {
        step.ms += performance.now() - since
        changes.push(...this.#note(name, stateOf(ctx, outcome)))
      }
      const resume = (outcome?: unknown): void => {
        this.#last = stateOf(ctx, outcome)
        since = performance.now()
      }
      const fail = (error: unknown): never => {
        pause()
        if (error !== this.#error) step.error = error
        if (error !== this.#error || this.#thrower === undefined) this.#thrower = name
        this.#error = error
        throw error
      }
      const settle = (value: unknown): Passed | Reply => {
        const outcome = attempt(() => outcomeOf(value, name), same, fail) as Passed | Reply
        pause(outcome)
        this.#outcome = outcome
        this.#thrower = undefined
        return outcome
      }
      const onward: AnyNext = () => {
        pause()
        step.ended = false
        return attempt(
          next,
          (outcome) => {
            resume(outcome)
            return outcome
          },
          (error) => {
            resume()
            throw error
          },
        )
      }
      return attempt(() => run(ctx, onward), settle, fail)
    }
  }

  /** What goes out: whatever the chain left otherwise was done by what stands around it. */
  finish(message: unknown, answers: boolean): void {
    this.#note(this.#thrower ?? (this.replied ? 'onReply' : 'guard'), { message, answers })
  }

  /** Who was the last to change this path of the result. */
  blame(path: string): string | undefined {
    return this.#log.findLast(({ changes }) => changes.some(touches(path)))?.by
  }

  #note(by: string, now: State): readonly Change[] {
    const last = this.#last
    const changes = changesBetween(last.answers === now.answers ? last.message : {}, now.message)
    this.#last = now
    if (changes.length > 0) this.#log.push({ by, changes })
    return changes
  }
}

/** In a response trigger a reply takes the place of the message; the request it answers it does not. */
function stateOf(ctx: ContextBase, outcome: unknown): State {
  if (!(outcome instanceof Reply)) return { message: copy(ctx.draft.message), answers: false }
  return { message: copy(outcome.message), answers: !('response' in ctx) }
}

/** As deep as the pipeline ever writes into a message. */
function copy<M extends { readonly headers: object }>(message: M): M {
  return { ...message, headers: { ...message.headers } }
}

/** `then` without a promise where none is needed: what is observed must not become async by it. */
function attempt<T, U>(
  act: () => T | Promise<T>,
  settle: (value: T) => U,
  fail: (error: unknown) => never,
): U | Promise<U> {
  let value: T | Promise<T>
  try {
    value = act()
  } catch (error) {
    return fail(error)
  }
  return isThenable(value) ? Promise.resolve(value).then(settle, fail) : settle(value)
}

function same<T>(value: T): T {
  return value
}
