import { checkHook, checkMount, checkRecipes, checkSteps } from '#checks'
import { handlersBy, routesIn, triggersIn } from '#listing'
import { checkOptions } from '#options'
import { recipeEntries } from '#recipes'
import { triggers } from '#triggers'
import { EdgeError } from './error.js'
import type { Handler, Trigger } from './event.js'
import { type AppOptions, compile, type Instruments } from './pipeline/compile.js'
import { type Entry, everything, type OnError } from './pipeline/entry.js'
import type { Handlers, Route } from './pipeline/listing.js'
import type { Match } from './pipeline/match.js'
import type { Middleware } from './pipeline/middleware.js'
import type { PathParams } from './pipeline/path-params.js'
import type { OnReply, Recipe } from './pipeline/recipe.js'
import { stepEntries } from './pipeline/registration.js'
import { type Mount, Registry } from './pipeline/registry.js'

export type { Handlers, Route }

type First<T extends Trigger, Path extends string> = Path | Match<T, Path> | Middleware<T>

/**
 * An app: middlewares per trigger, compiled into one handler per trigger.
 *
 * Steps run in order of registration, every one whose match holds. A step returns `next()` or an
 * answer; without either the request or response goes on as it came.
 */
export class App {
  readonly #registry = new Registry()
  readonly #options: AppOptions

  /** @internal */
  constructor(options: AppOptions) {
    this.#options = options
  }

  /** Registers steps for every request, before the cache. `first` is a path, a match or a middleware. */
  viewerRequest<const Path extends string = ''>(
    first: First<'viewer-request', Path>,
    ...rest: Middleware<'viewer-request', PathParams<Path>>[]
  ): this {
    return this.#steps('viewer-request', [first, ...rest])
  }

  /** Registers steps for requests on their way to an origin: cache misses. */
  originRequest<const Path extends string = ''>(
    first: First<'origin-request', Path>,
    ...rest: Middleware<'origin-request', PathParams<Path>>[]
  ): this {
    return this.#steps('origin-request', [first, ...rest])
  }

  /** Registers steps for what an origin answered, before it is cached. */
  originResponse<const Path extends string = ''>(
    first: First<'origin-response', Path>,
    ...rest: Middleware<'origin-response', PathParams<Path>>[]
  ): this {
    return this.#steps('origin-response', [first, ...rest])
  }

  /** Registers steps for what goes to the viewer, from the cache or not. */
  viewerResponse<const Path extends string = ''>(
    first: First<'viewer-response', Path>,
    ...rest: Middleware<'viewer-response', PathParams<Path>>[]
  ): this {
    return this.#steps('viewer-response', [first, ...rest])
  }

  /**
   * Adds recipes, which span triggers. A match before them guards each of their parts; a bare path is
   * a match, too.
   */
  use(first: string | Match | Recipe, ...recipes: Recipe[]): this {
    const args = [first, ...recipes]
    checkRecipes(this.#registry, args)
    return this.#add(recipeEntries(args))
  }

  /**
   * Puts another app under a prefix: its patterns are prefixed, its steps without a path, its
   * `onReply` and its `onError` act under the prefix only. `uri` is not stripped. The child is read
   * when this app compiles; this app's options count.
   */
  mount(prefix: string, child: App): this {
    checkMount(this.#registry, prefix, child, this)
    return this.#add([{ kind: 'mount', prefix, child: child.#registry }])
  }

  /**
   * Decorates every Reply, from whichever trigger, error replies included, once, after all steps.
   * CloudFront runs no viewer-response for the answers of viewer-request, nor for 400 and above.
   *
   * Replies of origin triggers are cached: set what differs per visitor on those of viewer-request
   * alone (`ctx.trigger` tells). If it throws, a plain 500 goes out, in origin-response the untouched
   * response.
   */
  onReply(run: OnReply): this {
    checkHook(this.#registry, 'onReply', run)
    return this.#add([{ kind: 'reply', run, ...everything }])
  }

  /**
   * Answers what no middleware caught. The first that returns a Reply wins; without one the error's
   * own answer goes out, else a plain 500, in response triggers the untouched response.
   */
  onError(run: OnError): this {
    checkHook(this.#registry, 'onError', run)
    return this.#add([{ kind: 'error', run, ...everything }])
  }

  /** The function to deploy at a trigger; one that passes everything on where it has no steps. */
  handler(trigger: Trigger, instruments?: Instruments): Handler {
    const kind = triggers[trigger]
    if (kind) return compile(kind, this.#registry.read(), this.#options, instruments)
    return async () => {
      throw new EdgeError('bad-registration', `This bundle was not built for ${trigger}.`)
    }
  }

  /** All four handlers, to export under their names. */
  handlers(): Handlers {
    return handlersBy((trigger) => this.handler(trigger))
  }

  /** The triggers that have steps: only these are worth a function. */
  triggers(): Trigger[] {
    return triggersIn(this.#registry.read())
  }

  /** Every step of every trigger, in the order in which they run. */
  routes(): Route[] {
    return routesIn(this.#registry.read())
  }

  #steps(trigger: Trigger, args: readonly unknown[]): this {
    checkSteps(this.#registry, trigger, args)
    return this.#add(stepEntries(trigger, args))
  }

  #add(entries: readonly (Entry | Mount)[]): this {
    this.#registry.entries.push(...entries)
    return this
  }
}

/**
 * Makes an app.
 *
 * @example
 * ```ts
 * export const app = ledge()
 * app.viewerRequest('/old/:slug', (ctx) => redirect(`/new/${ctx.params.slug}`, 301))
 * export const { viewerRequest } = app.handlers()
 * ```
 */
export function ledge(options: AppOptions = {}): App {
  checkOptions<AppOptions>('ledge', options, {
    'sensitive?': ['true or false', (value) => typeof value === 'boolean'],
    'trailing?': ['true or false', (value) => typeof value === 'boolean'],
    'nonCanonical?': ["'match' or 'reject'", (value) => value === 'match' || value === 'reject'],
    'guard?': ['a guard of ledge/guard', (value) => typeof value === 'function'],
  })
  return new App(options)
}
