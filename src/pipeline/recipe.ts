import type { Trigger } from '../event.js'
import type { Reply } from '../message/reply.js'
import type { Context } from '../triggers/context.js'
import type { Middleware } from './middleware.js'
import type { Needs } from './needs.js'

/** Decorates a Reply on its way out. */
export type OnReply<T extends Trigger = Trigger> = (
  reply: Reply,
  ctx: Context<T>,
) => void | Promise<void>

/** What spans triggers: one middleware per trigger at most, given to `app.use`. */
export interface Recipe {
  readonly name: string
  readonly viewerRequest?: Middleware<'viewer-request'>
  readonly originRequest?: Middleware<'origin-request'>
  readonly originResponse?: Middleware<'origin-response'>
  readonly viewerResponse?: Middleware<'viewer-response'>
  readonly onReply?: OnReply
  /** What CloudFront must be told, beside what the parts themselves need. */
  readonly needs?: Needs
  /** The carries that the parts use; `app.use` registers them. */
  readonly carries?: readonly CarryRecipe[]
  /** Nothing of a recipe: it is what every function has, and so what tells a middleware from a recipe. */
  readonly apply?: 'a middleware goes to its trigger, such as app.viewerRequest(middleware)'
}

/** What `createCarry` makes: a header that viewer-request takes from every request before any step. */
export interface CarryRecipe extends Recipe {
  /** In lower case. */
  readonly header: string
}

/**
 * Makes a recipe: returns what it is given. It types the contexts of the parts, and it is the mark by
 * which the build leaves out the parts of other triggers.
 *
 * @example
 * ```ts
 * const servedBy = (name: string) =>
 *   defineRecipe({
 *     name: 'served-by',
 *     viewerResponse: (ctx, next) => {
 *       ctx.response.headers.set('x-served-by', name)
 *       return next()
 *     },
 *     onReply: (reply) => reply.headers.set('x-served-by', name),
 *   })
 * app.use(servedBy('edge'))
 * ```
 */
export function defineRecipe(recipe: Recipe): Recipe {
  return recipe
}
