import type { App } from '../app.js'
import type { AnyMiddleware, AnyNext } from '../pipeline/middleware.js'
import type { ContextBase } from '../triggers/base.js'
import { type Input, isSame } from './inputs.js'

/** A step that ran, and what it read. */
export interface WatchedStep {
  readonly step: number
  readonly reads: Input[]
}

/** The steps of one run, as they come. */
export interface Watched {
  readonly ran: WatchedStep[]
  /** Told of each step when it has the word. */
  onStep(step: number): void
}

/** The app, for `run` of the testing kit, with an eye on what each step reads of the request. */
export function watch(app: App, watched: Watched): App {
  return {
    handler(trigger, { wrap, ...instruments } = {}) {
      let steps = 0
      return app.handler(trigger, {
        ...instruments,
        wrap(step) {
          const run = watchStep(step.run, steps++, watched)
          return wrap ? wrap({ ...step, run }) : run
        },
      })
    },
  } satisfies Pick<App, 'handler'> as Partial<App> as App
}

function watchStep(run: AnyMiddleware, step: number, watched: Watched): AnyMiddleware {
  return (ctx, next) => {
    // What the match of this step asked for since the one before called `next`.
    const entry: WatchedStep = { step, reads: asked.get(ctx) ?? [] }
    watched.ran.push(entry)
    const hasWord = (): void => {
      watched.onStep(step)
      readers.set(ctx, entry.reads)
    }
    observe(ctx)
    hasWord()
    const onward: AnyNext = () => {
      const reads: Input[] = []
      asked.set(ctx, reads)
      readers.set(ctx, reads)
      const rest = next()
      if (!(rest instanceof Promise)) {
        hasWord()
        return rest
      }
      return rest.finally(hasWord)
    }
    return run(ctx, onward)
  }
}

/** Where what is read through a context is written down: with the step that has the word. */
const readers = new WeakMap<ContextBase, Input[]>()
/** What was read between two steps. */
const asked = new WeakMap<ContextBase, Input[]>()

/** Puts views in place of the request's that tell what is asked of them by name. */
function observe(ctx: ContextBase): void {
  if (readers.has(ctx)) return
  const { request } = ctx
  const prototype = Object.getPrototypeOf(request)
  let quiet = false
  const read = (input: Input): void => {
    const reads = readers.get(ctx)
    if (!quiet && !reads?.some((other) => isSame(other, input))) reads?.push(input)
  }
  const view = <T extends object>(target: T, methods: readonly string[], toInput: ToInput): T =>
    new Proxy(target, {
      get(_, property) {
        const member: unknown = Reflect.get(target, property, target)
        if (typeof member !== 'function') return member
        return (...args: unknown[]) => {
          if (methods.includes(String(property))) read(toInput(String(args[0])))
          // To find a cookie is to read a header, but that is not what the step did.
          const outer = quiet
          quiet = true
          try {
            return member.apply(target, args)
          } finally {
            quiet = outer
          }
        }
      },
    })
  const headers = view(request.headers, ['get', 'getAll', 'has'], (name) => ({
    kind: 'header',
    name: name.toLowerCase(),
  }))
  const getters: Record<string, () => unknown> = {
    headers: () => headers,
    cookies: () =>
      view(Reflect.get(prototype, 'cookies', request), ['get', 'has'], (name) => ({
        kind: 'cookie',
        name,
      })),
    query: () =>
      view(Reflect.get(prototype, 'query', request), ['get', 'getAll', 'has'], (name) => ({
        kind: 'query parameter',
        name,
      })),
    clientIp: () => {
      read({ kind: 'address', name: '' })
      return Reflect.get(prototype, 'clientIp', request)
    },
    body: () => {
      read({ kind: 'body', name: '' })
      return Reflect.get(prototype, 'body', request)
    },
  }
  for (const [name, get] of Object.entries(getters)) Object.defineProperty(request, name, { get })
}

type ToInput = (name: string) => Input
