import type { Context, Middleware } from 'ledge'
import { aBoolean, checkOptions, pathTable, seconds } from 'ledge/recipe-kit'

type OriginResponse = Context<'origin-response'>

export interface CacheControlOptions {
  /** The first that fits a response sets its Cache-Control. */
  readonly rules: readonly CacheRule[]
}

/** What a rule does not name, it does not ask for. */
export interface CacheRule {
  /** path-to-regexp patterns of the path that went to the origin, such as `/assets/*rest`. */
  readonly path?: string | readonly string[]
  /** Media types, such as `text/html` and `image/*`. */
  readonly type?: string | readonly string[]
  readonly status?: number | readonly number[]
  /** Seconds in browsers. */
  readonly browser: number
  /** Seconds in CloudFront, within the TTLs of the cache policy. Default: as `browser`. */
  readonly edge?: number
  /** For files whose name changes with their content: browsers do not even ask. Default `false`. */
  readonly immutable?: boolean
  /**
   * Also errors, and what has a Set-Cookie or says `private` or `no-store`. The cookies are removed:
   * whoever came next would get them. Default `false`.
   */
  readonly force?: boolean
}

/**
 * Sets how long browsers and CloudFront keep what the origin sends. Errors, and what has a Set-Cookie
 * or says `private` or `no-store`, are left as they are unless a rule forces it.
 *
 * It runs on misses.
 *
 * @throws EdgeError `bad-option`, and `bad-path` for a bad pattern.
 * @example
 * ```ts
 * import { ledge } from 'ledge'
 * import { cacheControl } from 'ledge/recipes/cache-control'
 *
 * export const app = ledge()
 * app.originResponse(
 *   cacheControl({
 *     rules: [
 *       { path: '/assets/*rest', browser: 31_536_000, immutable: true },
 *       { type: 'text/html', browser: 0, edge: 300 },
 *     ],
 *   }),
 * )
 * ```
 */
export function cacheControl(options: CacheControlOptions): Middleware<'origin-response'> {
  checkOptions<CacheControlOptions>('cacheControl', options, {
    rules: ['a list of rules', (rules) => Array.isArray(rules) && rules.length > 0],
  })
  const rules = options.rules.map(compile)

  return function cacheControl(ctx, next) {
    const rule = rules.find(({ fits }) => fits(ctx))
    if (rule && (rule.force || mayBeKept(ctx))) {
      const { headers } = ctx.response
      headers.set('cache-control', rule.value)
      headers.delete('expires')
      headers.delete('pragma')
      if (rule.force) headers.delete('set-cookie')
    }
    return next()
  }
}

function mayBeKept({ response: { status, headers } }: OriginResponse): boolean {
  const isPersonal = /(?:^|[\s,])(?:private|no-store)(?:$|[\s,=])/i
  return (
    status < 400 &&
    !headers.has('set-cookie') &&
    !isPersonal.test(headers.get('cache-control') ?? '')
  )
}

interface CompiledRule {
  readonly fits: (ctx: OriginResponse) => boolean
  readonly value: string
  readonly force: boolean
}

function compile(rule: CacheRule): CompiledRule {
  const isPattern = (value: unknown): boolean => typeof value === 'string' && /^[/{]/.test(value)
  const isStatus = (value: unknown): boolean => Number.isInteger(value) && Number(value) >= 200
  const isType = (value: unknown): boolean => /^[\w.+-]+\/([\w.+-]+|\*)$/.test(String(value))
  checkOptions<CacheRule>('cacheControl', rule, {
    'path?': ['a pattern, or a list of them', isListOf(isPattern)],
    'type?': ['a media type such as text/html or image/*, or a list of them', isListOf(isType)],
    'status?': ['a status, or a list of them', isListOf(isStatus)],
    browser: seconds,
    'edge?': seconds,
    'immutable?': aBoolean,
    'force?': aBoolean,
  })
  const { browser, edge, immutable = false, force = false } = rule
  const paths = rule.path && pathTable('cacheControl', listOf(rule.path))
  const types = rule.type && listOf(rule.type).map((type) => type.toLowerCase())
  const statuses = rule.status && listOf(rule.status)
  const parts = [
    `max-age=${browser}`,
    edge !== undefined && `s-maxage=${edge}`,
    immutable && 'immutable',
  ]
  return {
    force,
    value: parts.filter(Boolean).join(', '),
    fits: ({ request, response }) =>
      (!statuses || statuses.includes(response.status)) &&
      (!types || types.some((type) => isOfType(response.headers.get('content-type'), type))) &&
      (!paths || paths(request.uri).length > 0),
  }
}

function isOfType(value = '', type: string): boolean {
  const came = value.split(';', 1).join().trim().toLowerCase()
  return type.endsWith('/*') ? came.startsWith(type.slice(0, -1)) : came === type
}

function isListOf(holds: (item: unknown) => boolean): (value: unknown) => boolean {
  return (value) => listOf(value).length > 0 && listOf(value).every(holds)
}

function listOf<T>(value: T | readonly T[]): readonly T[] {
  return Array.isArray(value) ? value : [value as T]
}
