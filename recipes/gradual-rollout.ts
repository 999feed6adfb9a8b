import { type Context, createCarry, defineRecipe, type Recipe } from 'ledge'
import {
  aFunction,
  aName,
  type CookieOption,
  checkOptions,
  cookieOption,
  createVisitorCookie,
  isListOf,
  type OriginChoice,
  originSwitch,
  pointFor,
} from 'ledge/recipe-kit'

export interface GradualRolloutOptions {
  /** Lower-case letters, digits and hyphens. */
  readonly name: string
  /** How many visitors in a hundred go to the new origin, to 0.01. With 0 none does, with 100 all. */
  readonly percent: number
  /**
   * The domain name of the origin that is left. Requests for any other stay where they go: those of
   * other behaviors, and those that CloudFront sends to the secondary of an origin group.
   */
  readonly from: string
  /** The new origin. */
  readonly to: OriginChoice
  /** Something the visitor keeps, such as an account's number. Default: chance, kept by the cookie. */
  readonly id?: (ctx: Context<'viewer-request'>) => string | undefined
  /** The cookie that keeps a visitor's place, a number below 10000. Default `rollout-<name>`, 30 days. */
  readonly cookie?: CookieOption
}

/**
 * Moves visitors from one origin to another, a few at first. Each visitor has a place between 0 and
 * 100 and goes to the new origin when that is below `percent`: raising it moves more visitors and
 * none back, lowering it takes the last ones back, and nobody goes to and fro.
 *
 * It runs viewer-request and viewer-response on every request, origin-request on misses. The cache
 * policy must have `x-ledge-rollout-<name>` in the key, which is `old` or `new`.
 *
 * @throws EdgeError `bad-option`.
 * @example
 * ```ts
 * import { ledge } from 'ledge'
 * import { gradualRollout } from 'ledge/recipes/gradual-rollout'
 *
 * export const app = ledge()
 * app.use(
 *   gradualRollout({
 *     name: 'new-shop',
 *     percent: 5,
 *     from: 'shop.example.com',
 *     to: { custom: { domainName: 'new-shop.example.com' } },
 *   }),
 * )
 * ```
 */
export function gradualRollout(options: GradualRolloutOptions): Recipe {
  checkOptions<GradualRolloutOptions>('gradualRollout', options, {
    name: aName,
    percent: ['a number from 0 to 100', (v) => typeof v === 'number' && v >= 0 && v <= 100],
    from: ['a domain name in lower case', (from) => isListOf([from], /^[a-z\d-]+(\.[a-z\d-]+)+$/)],
    to: ['an origin', (to) => typeof to === 'object'],
    'id?': aFunction,
    'cookie?': cookieOption,
  })
  const { name, percent, from, to, id } = options
  const below = Math.round(percent * 100)
  const side = createCarry<'old' | 'new'>(`rollout-${name}`)
  const cookie = createVisitorCookie(`rollout-${name}`, options.cookie)
  const useNew = originSwitch('gradualRollout', to)

  return defineRecipe({
    name: `gradual-rollout ${name}`,
    carries: [side, cookie.carry],
    viewerRequest(ctx, next) {
      const held = cookie.get(ctx) ?? ''
      let place = Number(held)
      if (!/^\d{1,4}$/.test(held)) {
        place = Math.floor(pointFor(name, id?.(ctx)) * 10_000)
        cookie.set(ctx, String(place))
      }
      side.set(ctx, place < below ? 'new' : 'old')
      return next()
    },
    originRequest(ctx, next) {
      const { origin } = ctx.request
      if (side.get(ctx) === 'new' && origin.domainName === from) useNew(origin)
      return next()
    },
    viewerResponse: cookie.viewerResponse,
    onReply: cookie.onReply,
  })
}
