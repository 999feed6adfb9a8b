import {
  type Context,
  createCarry,
  createKey,
  defineRecipe,
  type Middleware,
  type Recipe,
} from 'ledge'
import { aFunction, badOption, checkOptions, stopwatch, timed } from 'ledge/recipe-kit'

type ViewerTrigger = 'viewer-request' | 'viewer-response'

export interface ServerTimingOptions {
  /** Which requests are timed, as with a cookie that developers have: anyone may read it. Default: all. */
  readonly when?: (ctx: Context<'viewer-request'>) => boolean
}

export interface ServerTiming extends Recipe {
  /** The same step, timed under this name: what it takes itself, without the steps behind it. */
  measure<T extends ViewerTrigger, Params = Record<never, never>>(
    name: string,
    step: Middleware<T, Params>,
  ): Middleware<T, Params>
}

/** Of one trigger: all that it took, and what it took the steps that are measured. */
interface Timing {
  readonly elapsed: () => number
  readonly steps: string[]
}

/**
 * Tells in `Server-Timing`, which browsers show with each request, how many milliseconds the edge
 * took: viewer-request, the steps that are measured, the cache or the origin, and viewer-response.
 * Between the two triggers two clocks are compared, which may be some milliseconds apart.
 *
 * It runs viewer-request and viewer-response on every request, and puts nothing on what is cached: a
 * header that the origin sent is kept, and is on hits as old as they are. Register it first. Errors
 * of the origin have none. Whether it was a hit, a Response Headers Policy tells, for nothing.
 *
 * @throws EdgeError `bad-option`.
 * @example
 * ```ts
 * import { ledge } from 'ledge'
 * import { loginRedirect } from 'ledge/recipes/login-redirect'
 * import { serverTiming } from 'ledge/recipes/server-timing'
 *
 * export const app = ledge()
 * const timing = serverTiming({ when: (ctx) => ctx.request.cookies.has('developer') })
 * app.use(timing)
 * const login = loginRedirect({ login: '/login', cookie: 'session' })
 * app.viewerRequest('/account{/*rest}', timing.measure('session', login))
 * ```
 */
export function serverTiming(options: ServerTimingOptions = {}): ServerTiming {
  checkOptions<ServerTimingOptions>('serverTiming', options, { 'when?': aFunction })
  const { when = () => true } = options
  const timings = createKey<Timing>('server-timing')
  const before = createCarry<readonly [metrics: string, until: number]>('server-timing', {
    cacheKey: false,
  })

  const recipe = defineRecipe({
    name: 'server-timing',
    carries: [before],
    async viewerRequest(ctx, next) {
      if (!when(ctx)) return next()
      const timing = begin(ctx)
      const outcome = await next()
      before.set(ctx, [metrics(ctx.trigger, timing), Date.now()])
      return outcome
    },
    async viewerResponse(ctx, next) {
      const [earlier, until] = before.get(ctx) ?? []
      if (typeof until !== 'number') return next()
      const between = metric('cache-or-origin', Math.max(0, Date.now() - until))
      const timing = begin(ctx)
      const outcome = await next()
      const all = [earlier, between, metrics(ctx.trigger, timing)].join(', ')
      ctx.response.headers.append('server-timing', all)
      return outcome
    },
    onReply({ headers }, ctx) {
      const timing = ctx.get(timings)
      if (!timing || ctx.trigger !== 'viewer-request') return
      headers.append('server-timing', metrics(ctx.trigger, timing))
    },
  })
  return { ...recipe, measure }

  function begin(ctx: Context): Timing {
    const timing = { elapsed: stopwatch(), steps: [] }
    ctx.set(timings, timing)
    return timing
  }

  function measure<T extends ViewerTrigger, Params>(
    name: string,
    step: Middleware<T, Params>,
  ): Middleware<T, Params> {
    if (!/^[\w!#$%&'*+.^`|~-]+$/.test(name)) {
      throw badOption('serverTiming.measure', 'a name without spaces and separators', name)
    }
    return timed(step, (ms, ctx) => ctx.get(timings)?.steps.push(metric(name, ms)))
  }
}

function metrics(trigger: ViewerTrigger, { elapsed, steps }: Timing): string {
  return [metric(trigger, elapsed()), ...steps].join(', ')
}

// https://www.w3.org/TR/server-timing/#the-server-timing-header-field
function metric(name: string, ms: number): string {
  return `${name};dur=${Number(ms.toFixed(3))}`
}
