import { EdgeError, show } from '../error.js'
import type { Trigger } from '../event.js'
import { Reply } from '../message/reply.js'
import type { ContextBase } from '../triggers/base.js'
import { combine, invoke } from './invoke.js'
import type { AnyMiddleware, Middleware } from './middleware.js'
import type { Outcome } from './outcome.js'

/**
 * Gives a middleware `ms` milliseconds of its own, the time of `next()` not counted. When they run
 * out it throws `EdgeError('deadline')`, which `failOpen` catches and which is else a plain 500;
 * `ctx.signal` is aborted, and whatever the middleware still does is without effect.
 *
 * @throws EdgeError `bad-option` where `ms` is no positive number.
 * @example
 * ```ts
 * const personalise: Middleware<'viewer-request'> = async (ctx, next) => {
 *   const answer = await fetch('https://profile.example.com/segment', { signal: ctx.signal })
 *   ctx.request.headers.set('x-segment', await answer.text())
 *   return next()
 * }
 * app.viewerRequest(failOpen(deadline(80, personalise)))
 * ```
 */
export function deadline<T extends Trigger, Params = Record<never, never>>(
  ms: number,
  middleware: Middleware<T, Params>,
): Middleware<T, Params> {
  if (typeof ms !== 'number' || !(ms > 0 && ms < 2 ** 31)) {
    throw new EdgeError(
      'bad-option',
      `deadline: expected a positive number of milliseconds, got ${show(ms)}.`,
    )
  }
  const run = middleware as unknown as AnyMiddleware
  return combine(
    function deadline(ctx, next) {
      const time = new Countdown(ms)
      // The middleware works on a copy, which is dropped with everything it still writes to it.
      const own = fork(ctx, time.signal)
      const onward = async (): Promise<Outcome> => {
        time.pause()
        takeOver(ctx, own)
        try {
          return share(await next())
        } finally {
          time.resume()
        }
      }
      const share = (outcome: Outcome): Outcome => {
        takeOver(own, ctx)
        if (!(outcome instanceof Reply)) return outcome
        const copy = outcome.copy()
        own.accept(copy)
        return copy
      }
      return new Promise<Outcome>((resolve, reject) => {
        const late = new EdgeError(
          'deadline',
          `${run.name || 'A middleware'} took longer than its ${ms} ms.`,
        )
        time.start(() => reject(late))
        const finish = async (): Promise<void> => {
          try {
            const outcome = await invoke(run, own, () =>
              time.over ? Promise.reject(late) : onward(),
            )
            if (!time.over) takeOver(ctx, own)
            resolve(outcome)
          } catch (error) {
            reject(error)
          } finally {
            time.pause()
          }
        }
        void finish()
      })
    },
    [middleware],
  )
}

/** A context like this one whose writes stay its own until they are taken over. */
function fork(ctx: ContextBase, signal: AbortSignal): ContextBase {
  const Own = ctx.constructor as new (...args: unknown[]) => ContextBase
  const own = new Own(ctx.cf, ctx.lambda, ctx.host)
  takeOver(own, ctx)
  own.deadline = signal
  return own
}

/** Makes the state of one context that of another. */
function takeOver(ctx: ContextBase, other: ContextBase): void {
  ctx.draft.state = other.draft.state
  ctx.hit = other.hit
  ctx.values = other.values
}

/** Time that runs out, unless it is paused. */
class Countdown {
  readonly #controller = new AbortController()
  #left: number
  #since = 0
  #timer: ReturnType<typeof setTimeout> | undefined
  #onEnd: () => void = () => {}

  constructor(ms: number) {
    this.#left = ms
  }

  get signal(): AbortSignal {
    return this.#controller.signal
  }

  get over(): boolean {
    return this.signal.aborted
  }

  start(onEnd: () => void): void {
    this.#onEnd = onEnd
    this.resume()
  }

  resume(): void {
    this.#since = performance.now()
    this.#timer = setTimeout(() => {
      this.#controller.abort()
      this.#onEnd()
    }, this.#left)
  }

  pause(): void {
    clearTimeout(this.#timer)
    this.#left -= performance.now() - this.#since
  }
}
