import { checkOptions } from '#options'
import { signer } from '#signature'
import { EdgeError, unexpected } from '../error.js'
import type { RequestTrigger } from '../event.js'
import { headerName } from '../message/header-name.js'
import { percentEncode } from '../message/percent.js'
import type { ContextBase } from '../triggers/base.js'
import type { Context } from '../triggers/context.js'
import type { CarryRecipe } from './recipe.js'

export interface CarryOptions {
  /**
   * Signs the value, for where it must not be made up by someone who reaches the origin past
   * CloudFront. At least 16 characters; a list for rotation: the first signs, all verify.
   */
  readonly secret?: string | readonly string[]
  /**
   * Whether the header is part of the cache key. A value that selects content must be, and then has
   * few values; one that differs per visitor must not, and is only forwarded. Default true.
   */
  readonly cacheKey?: boolean
}

/** Typed state from a request trigger to the later ones, in a request header. */
export interface Carry<T> extends CarryRecipe {
  /** The value that this app set; `undefined` where it set none, or where its signature is wrong. */
  get(ctx: Context): T | undefined
  set(ctx: Context<RequestTrigger>, value: T): void
}

/**
 * Makes a value that a request trigger sets and later triggers read. It travels in the request header
 * `x-ledge-<name>`, which viewer-request strips from every request first, so that no viewer can set
 * it. Register it with `app.use(carry)`, or list it in the `carries` of the recipe that uses it.
 *
 * @throws EdgeError `bad-option` for a name that cannot be part of a header name or a short secret;
 * `carry-not-registered` from `get` and `set` in an app that did not register it.
 * @example
 * ```ts
 * const variant = createCarry<'a' | 'b'>('variant')
 *
 * app.use(variant)
 * app.viewerRequest((ctx, next) => {
 *   variant.set(ctx, ctx.request.cookies.get('variant') === 'b' ? 'b' : 'a')
 *   return next()
 * })
 * app.originRequest((ctx, next) => {
 *   if (variant.get(ctx) === 'b') ctx.request.uri = `/b${ctx.request.uri}`
 *   return next()
 * })
 * ```
 */
export function createCarry<T>(name: string, options: CarryOptions = {}): Carry<T> {
  checkOptions<CarryOptions & { name: string }>(
    'createCarry',
    { name, ...options },
    {
      name: ['letters, digits and hyphens', isName],
      'secret?': ['a text, or a list of them', (secret) => secret !== null],
      'cacheKey?': ['true or false', (value) => typeof value === 'boolean'],
    },
  )
  const { cacheKey = true, secret } = options
  const { lower: header } = headerName(`x-ledge-${name}`)
  const seal = secret === undefined ? undefined : signer(`carry ${name}`, secret)
  const values = { headers: [header] }

  const carry: Carry<T> = {
    name,
    header,
    needs: cacheKey ? { cacheKey: values } : { forward: values },
    // Before any step can read it: only the app itself may have set it.
    viewerRequest(ctx, next) {
      ctx.request.headers.delete(header)
      return next()
    },
    get(ctx) {
      registered(ctx)
      const sent = ctx.request.headers.get(header)
      return read<T>(sent && seal ? seal.open(sent) : sent)
    },
    set(ctx, value) {
      registered(ctx)
      const text = write(value)
      ctx.request.headers.set(header, seal ? seal.sign(text) : text)
    },
  }
  return carry

  function registered(ctx: Context): void {
    if ((ctx as unknown as ContextBase).host.carries.has(carry)) return
    throw new EdgeError(
      'carry-not-registered',
      `The carry ${name} is not registered: call app.use(${name}), or list it in the \`carries\` of its recipe.`,
    )
  }
}

function isName(name: unknown): boolean {
  return typeof name === 'string' && /^[a-z\d]+(-[a-z\d]+)*$/i.test(name)
}

/** As a header may hold it and a person can read it: a text as it is, all else as JSON. */
function write(value: unknown): string {
  const text =
    typeof value === 'string' && parse(value) === undefined ? value : JSON.stringify(value)
  if (text === undefined) {
    throw unexpected('bad-option', 'a value that has JSON', value)
  }
  return percentEncode(text)
}

function read<T>(sent: string | undefined): T | undefined {
  if (sent === undefined) return undefined
  try {
    const text = decodeURIComponent(sent)
    const parsed = parse(text)
    return (parsed === undefined ? text : parsed) as T
  } catch {
    return undefined
  }
}

function parse(text: string): unknown {
  // A plain word is what is carried most: to find that out by an exception costs a hundred times more.
  if (!/^[-\d"[{tfn]/.test(text)) return undefined
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
