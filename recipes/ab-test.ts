import { type Context, createCarry, defineRecipe, type Recipe } from 'ledge'
import {
  aFunction,
  aName,
  type CookieOption,
  checkOptions,
  cookieOption,
  createVisitorCookie,
  isBot,
  pathTest,
  pickByWeight,
  pointFor,
  type Weights,
  weightOf,
  weights,
} from 'ledge/recipe-kit'

type ViewerRequest = Context<'viewer-request'>

export interface AbTestOptions<Variant extends string = string> {
  /** Lower-case letters, digits and hyphens. Each test has its own. */
  readonly name: string
  /**
   * How many of the visitors each variant gets, in relation to the others: `{ a: 90, b: 10 }`. Nobody
   * new gets one of weight 0, and who had it gets another. The first of the others is the control.
   */
  readonly variants: Weights<Variant>
  /**
   * A path-to-regexp pattern, or several, of the requests that take part. Default: all. Give it here
   * rather than to `app.use`, where a rewritten uri would hide the response from the test.
   */
  readonly path?: string | readonly string[]
  /**
   * The uri of a variant. Default: the uri stays, and the variant is told in the request header
   * `x-ledge-ab-<name>`, which must then be in the cache key.
   */
  readonly rewrite?: (uri: string, variant: Variant) => string
  /** Something the visitor keeps, such as an account's number: the same id always draws the same. */
  readonly id?: (ctx: ViewerRequest) => string | undefined
  /**
   * The query parameter, or the cookie, that shows a variant without taking part: `?preview-checkout=b`.
   * Anyone can use it. `false` turns it off. Default `preview-<name>`.
   */
  readonly preview?: string | false
  /** Who sees the control without taking part. Default: bots, by their User-Agent. */
  readonly exclude?: (ctx: ViewerRequest) => boolean
  /** The cookie that keeps a visitor's variant. Default `ab-<name>`, 30 days. */
  readonly cookie?: CookieOption
  /** Told of each request that takes part; awaited. What it throws is logged and changes nothing. */
  readonly onExposure?: (exposure: Exposure<Variant>, ctx: ViewerRequest) => unknown
}

export interface Exposure<Variant extends string = string> {
  readonly test: string
  readonly variant: Variant
  /** Whether the visitor was put into the variant just now. */
  readonly first: boolean
}

export interface AbTest<Variant extends string = string> extends Recipe {
  /** What this request is shown, in any trigger; `undefined` for one that takes no part. */
  variantOf(ctx: Context): Variant | undefined
}

/**
 * Shows each visitor one of several variants, always the same one, and caches each variant apart. The
 * variant comes from the preview, else from the cookie, else from a draw; the cookie is set once, by
 * the first response below status 400, and never on anything that is cached.
 *
 * It runs viewer-request and viewer-response on every request. Without `rewrite` the cache policy must
 * have the header `x-ledge-ab-<name>` in the key.
 *
 * @throws EdgeError `bad-option`.
 * @example
 * ```ts
 * import { ledge } from 'ledge'
 * import { abTest } from 'ledge/recipes/ab-test'
 *
 * export const app = ledge()
 * const checkout = abTest({
 *   name: 'checkout',
 *   variants: { a: 90, b: 10 },
 *   path: '/checkout{/*rest}',
 *   rewrite: (uri, variant) => (variant === 'b' ? `/b${uri}` : uri),
 * })
 * app.use(checkout)
 * app.viewerResponse((ctx, next) => {
 *   ctx.response.headers.set('x-checkout', checkout.variantOf(ctx) ?? 'none')
 *   return next()
 * })
 * ```
 */
export function abTest<Variant extends string>(options: AbTestOptions<Variant>): AbTest<Variant> {
  checkOptions<AbTestOptions>('abTest', options as AbTestOptions, {
    name: aName,
    variants: weights,
    'path?': ['a pattern, or a list of them', (path) => path !== null],
    'rewrite?': aFunction,
    'id?': aFunction,
    'preview?': ['a name, or false', (name) => name === false || aName[1](name)],
    'exclude?': aFunction,
    'cookie?': cookieOption,
    'onExposure?': aFunction,
  })
  const { name, variants, path, rewrite, id, preview = `preview-${name}`, onExposure } = options
  const { exclude = (ctx) => isBot(ctx.request.headers.get('user-agent')) } = options
  const shown = createCarry<Variant>(`ab-${name}`, { cacheKey: rewrite === undefined })
  const cookie = createVisitorCookie(`ab-${name}`, options.cookie)
  const control = pickByWeight(variants, 0)
  const takesPart = /* @__PURE__ */ pathTest('abTest', path)

  const recipe = defineRecipe({
    name: `ab-test ${name}`,
    carries: [shown, cookie.carry],
    viewerRequest(ctx, next) {
      if (!takesPart(ctx)) return next()
      const fixed = previewed(ctx) ?? (exclude(ctx) ? control : undefined)
      const sent = cookie.get(ctx)
      const held = weightOf(variants, sent) ? (sent as Variant) : undefined
      const variant = fixed ?? held ?? pickByWeight(variants, pointFor(name, id?.(ctx)))
      shown.set(ctx, variant)
      if (rewrite) ctx.request.uri = rewrite(ctx.request.uri, variant)
      if (fixed !== undefined) return next()
      const first = held === undefined
      if (first) cookie.set(ctx, variant)
      return onExposure ? expose(ctx, { test: name, variant, first }).then(next) : next()
    },
    viewerResponse: cookie.viewerResponse,
    onReply: cookie.onReply,
  })
  return { ...recipe, variantOf: (ctx) => shown.get(ctx) }

  async function expose(ctx: ViewerRequest, exposure: Exposure<Variant>): Promise<void> {
    try {
      await onExposure?.(exposure, ctx)
    } catch (error) {
      ctx.log.warn('onExposure failed.', { test: name, error })
    }
  }

  function previewed({ request }: ViewerRequest): Variant | undefined {
    if (preview === false) return undefined
    const wanted = request.query.get(preview) ?? request.cookies.get(preview)
    request.query.delete(preview) // neither the cache key nor the origin is to know
    return weightOf(variants, wanted) === undefined ? undefined : (wanted as Variant)
  }
}
