import type { Trigger } from '../event.js'
import type { OriginRequestContext } from './origin-request.js'
import type { OriginResponseContext } from './origin-response.js'
import type { ViewerRequestContext } from './viewer-request.js'
import type { ViewerResponseContext } from './viewer-response.js'

/** The one table of what a middleware sees in which trigger. */
interface Contexts<Params, Bans extends Trigger> {
  'viewer-request': ViewerRequestContext<Params, Bans>
  'origin-request': OriginRequestContext<Params, Bans>
  'origin-response': OriginResponseContext<Params, Bans>
  'viewer-response': ViewerResponseContext<Params, Bans>
}

/**
 * What a middleware of the triggers `T` is given. For several triggers it is a union, which
 * `ctx.trigger` narrows; its headers then refuse what any of the triggers refuses.
 */
export type Context<T extends Trigger = Trigger, Params = Record<never, never>> = {
  [K in T]: Contexts<Params, T>[K]
}[T]
