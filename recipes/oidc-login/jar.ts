import { type Context, createKey, EdgeError, type Reply } from 'ledge'
import type { CookieOption } from 'ledge/recipe-kit'
import type { Expiring, Seal } from './seal.js'

export type Visit = Context<'viewer-request'>

/** Sealed values that a browser keeps for us: `''` in the cookie of the given name, `x` in `<name>.x`. */
export interface Jar {
  /** How long the user wants a session to last at most, in seconds. */
  readonly maxAge: number
  /**
   * Takes our cookies out of the request, so that neither the cache key nor the origin has them, and
   * gives their keys. The steps behind still find them here.
   */
  take(ctx: Visit): string[]
  get<T extends Expiring>(ctx: Visit, key: string): T | undefined
  /** @throws EdgeError `bad-cookie` for more than browsers and CloudFront carry. */
  set<T extends Expiring>(ctx: Visit, answer: Reply, key: string, value: T): void
  delete(ctx: Visit, answer: Reply, key: string): void
}

// Browsers keep 4,096 bytes of a cookie with its name, and CloudFront takes requests of 20,480: a value
// may take up four cookies.
const longest = 3800
const tails = ['', '.1', '.2', '.3']
// What has another name was never set here, and cannot be deleted.
const goodName = /^[!-:<>-~]+$/

/** Of all jars: what the first takes out of a request, the others still have to see. */
const brought = /* @__PURE__ */ createKey<Readonly<Record<string, string>>>('oidc-cookies')

export function createJar(option: CookieOption, seal: Seal): Jar {
  // What is undefined is as by default, which a spread would not do: scripts could read the session.
  const { name = '__Host-session', maxAge = 7 * 86_400, ...given } = option
  const { httpOnly = true, sameSite = 'lax', secure = true } = given
  const attributes = { ...given, httpOnly, sameSite, secure }

  function cookiesOf(ctx: Visit): Readonly<Record<string, string>> {
    const cookies = ctx.get(brought) ?? ctx.request.cookies.all()
    ctx.set(brought, cookies)
    return cookies
  }

  /** The cookies that a value may stand in. */
  const partsOf = (key: string): string[] => tails.map((tail) => name + (key && `.${key}`) + tail)

  function write(ctx: Visit, answer: Reply, key: string, text: string, until: number): void {
    if (text.length > tails.length * longest) {
      throw new EdgeError(
        'bad-cookie',
        `Expected a session of at most ${tails.length * longest} characters, got ${text.length}.`,
      )
    }
    const seconds = Math.ceil((until - Date.now()) / 1000)
    for (const [i, part] of partsOf(key).entries()) {
      const value = text.slice(i * longest, (i + 1) * longest)
      if (value) answer.cookies.set(part, value, { ...attributes, maxAge: seconds })
      else if (part in cookiesOf(ctx) && goodName.test(part))
        answer.cookies.delete(part, attributes)
    }
  }

  return {
    maxAge,
    take(ctx) {
      const cookies = Object.keys(cookiesOf(ctx)).filter(
        (cookie) => `${cookie}.`.startsWith(`${name}.`) && goodName.test(cookie),
      )
      for (const cookie of cookies) ctx.request.cookies.delete(cookie)
      return cookies.map((cookie) => cookie.slice(name.length + 1))
    },
    get(ctx, key) {
      const cookies = cookiesOf(ctx)
      const parts = partsOf(key).map((part) => cookies[part] ?? '')
      return seal.open(key, parts.join(''))
    },
    set: (ctx, answer, key, value) => write(ctx, answer, key, seal.seal(key, value), value.until),
    delete: (ctx, answer, key) => write(ctx, answer, key, '', 0),
  }
}
