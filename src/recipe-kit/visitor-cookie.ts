import { reply } from '../message/reply.js'
import type { CookieAttributes } from '../message/set-cookie-line.js'
import type { ResponseCookies } from '../message/set-cookies.js'
import type { OptionCheck } from '../options.js'
import { createCarry } from '../pipeline/carry.js'
import type { Middleware } from '../pipeline/middleware.js'
import type { CarryRecipe, OnReply } from '../pipeline/recipe.js'
import type { Context } from '../triggers/context.js'

/** The cookie of a recipe, as its user may have it. */
export interface CookieOption extends CookieAttributes {
  readonly name?: string
}

/** A cookie that viewer-request decides on, for the response to that visitor alone. */
export interface VisitorCookie {
  /** What the browser sent. */
  get(ctx: Context): string | undefined
  /** Has the response to this request set the cookie. */
  set(ctx: Context<'viewer-request'>, value: string): void
  /** For the `carries` of the recipe. */
  readonly carry: CarryRecipe
  /** For the recipe: sets the cookie on what comes from the cache or the origin. */
  readonly viewerResponse: Middleware<'viewer-response'>
  /** For the recipe: sets it on an answer of viewer-request, which no viewer-response sees. */
  readonly onReply: OnReply
}

/**
 * A cookie that keeps a visitor in the group viewer-request put him in. The decision is made once and
 * carried to viewer-response, where nothing is cached any more; there the cookie is set together with
 * `cache-control: private`, so that no shared cache behind CloudFront stores it. A response of status
 * 400 or above sets none.
 *
 * @param name What the cookie is called unless the option says otherwise.
 * @param option Default: for the whole site, 30 days, over HTTPS, readable by scripts.
 * @example
 * ```ts
 * const theme = createVisitorCookie('theme')
 * const themes = defineRecipe({
 *   name: 'themes',
 *   carries: [theme.carry],
 *   viewerRequest(ctx, next) {
 *     if (theme.get(ctx) === undefined) theme.set(ctx, Math.random() < 0.5 ? 'light' : 'dark')
 *     return next()
 *   },
 *   viewerResponse: theme.viewerResponse,
 *   onReply: theme.onReply,
 * })
 * ```
 */
export function createVisitorCookie(name: string, option: CookieOption = {}): VisitorCookie {
  // An undefined is no choice: a spread of defaults would take it for one.
  const {
    name: key = name,
    maxAge = 30 * 86_400,
    sameSite = 'lax',
    secure = true,
    ...rest
  } = option
  const attributes = { ...rest, maxAge, sameSite, secure }
  const due = (ctx: Context): string | undefined => pending.get(ctx)?.find(([k]) => k === key)?.[1]
  return {
    carry: pending,
    get: (ctx) => ctx.request.cookies.get(key),
    set(ctx, value) {
      const others = pending.get(ctx)?.filter(([k]) => k !== key) ?? []
      pending.set(ctx, [...others, [key, value]])
    },
    viewerResponse(ctx, next) {
      setPrivately(ctx.response, key, due(ctx), attributes)
      return next()
    },
    onReply(answer, ctx) {
      if (ctx.trigger === 'viewer-request') setPrivately(answer, key, due(ctx), attributes)
    },
  }
}

/** For `checkOptions`. */
export const cookieOption: OptionCheck = [
  'a cookie: its `name` and attributes such as `maxAge` in seconds',
  isCookie,
]

/** Of all such cookies, so that a request carries one header, however many they are. */
const pending = /* @__PURE__ */ createCarry<readonly (readonly [name: string, value: string])[]>(
  'visitor-cookies',
  { cacheKey: false },
)

interface Target {
  readonly status: number
  readonly headers: {
    get(name: string): string | undefined
    set(name: 'cache-control', value: string): void
  }
  readonly cookies: ResponseCookies
}

function setPrivately(
  target: Target,
  name: string,
  value: string | undefined,
  attributes: CookieAttributes,
): void {
  if (value === undefined || target.status >= 400) return
  const control = target.headers.get('cache-control') ?? ''
  // https://www.rfc-editor.org/rfc/rfc9111#section-5.2.2
  if (!/(?:^|[\s,])(?:private|no-store)\s*(?:,|$)/i.test(control)) {
    const parts = control.split(',').map((part) => part.trim())
    const kept = parts.filter((part) => !/^(?:public$|s-maxage=|$)/i.test(part))
    target.headers.set('cache-control', ['private', ...kept].join(', '))
  }
  target.cookies.set(name, value, attributes)
}

function isCookie(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false
  const { name = 'name', ...attributes } = value as CookieOption
  try {
    reply().cookies.set(name, '', attributes)
    return true
  } catch {
    return false
  }
}
