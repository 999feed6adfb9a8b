import { EdgeError, show } from '../error.js'
import type { Trigger } from '../event.js'
import type { ContextBase } from '../triggers/base.js'
import type { Context } from '../triggers/context.js'

/** Which requests a step is for: all that is named must hold. */
export interface Match<T extends Trigger = Trigger, Path extends string = string> {
  /** A path-to-regexp pattern, or a list of which one must match. */
  readonly path?: Path | readonly Path[]
  /** One or a list, in any case. GET also matches HEAD. */
  readonly method?: string | readonly string[]
  /**
   * One or a list, in any case; `*.example.com` matches every subdomain. The port is ignored. In
   * origin triggers Host is usually the origin's, not the viewer's.
   */
  readonly host?: string | readonly string[]
  /** Anything else. Not async: decide in a middleware what needs a promise. */
  when?(ctx: Context<T>): boolean
}

/** Whether a step runs for this request, its path apart. */
export type Condition = (ctx: ContextBase) => boolean

const known = ['path', 'method', 'host', 'when']

/** The paths of a match and its other conditions, checked. */
export function readMatch(
  match: Match,
  where: string,
): { paths: string[]; conditions: Condition[] } {
  for (const key of Object.keys(match)) {
    if (!known.includes(key)) {
      throw new EdgeError(
        'bad-registration',
        `${where}: expected a match of ${known.join(', ')}, got ${show(match)}; ${show(key)} is none of them.`,
      )
    }
  }
  const conditions: Condition[] = []
  if (match.method !== undefined) {
    conditions.push(onMethod(list(match.method, 'method', where)))
  }
  if (match.host !== undefined) conditions.push(onHost(list(match.host, 'host', where)))
  const { when } = match
  if (when !== undefined) {
    if (typeof when !== 'function') {
      throw new EdgeError(
        'bad-registration',
        `${where}: expected \`when\` to be a function, got ${show(when)}.`,
      )
    }
    conditions.push((ctx) => when(ctx as unknown as Context))
  }
  const paths = match.path === undefined ? [] : list(match.path, 'path', where)
  return { paths, conditions }
}

function onMethod(methods: readonly string[]): Condition {
  const wanted = new Set(methods.map((method) => method.toUpperCase()))
  if (wanted.has('GET')) wanted.add('HEAD')
  return (ctx) => wanted.has(ctx.request.method)
}

function onHost(hosts: readonly string[]): Condition {
  const wanted = hosts.map((host) => host.toLowerCase())
  return (ctx) => {
    const host = (ctx.request.headers.get('host') ?? '').toLowerCase().replace(/:\d*$/, '')
    return wanted.some((name) =>
      name.startsWith('*.')
        ? host.length > name.length - 1 && host.endsWith(name.slice(1))
        : host === name,
    )
  }
}

function list(value: string | readonly string[], key: string, where: string): string[] {
  const values: unknown[] = Array.isArray(value) ? value : [value]
  const strings = values.filter((item) => typeof item === 'string' && item !== '')
  if (strings.length === values.length && values.length > 0) return strings as string[]
  throw new EdgeError(
    'bad-registration',
    `${where}: expected \`${key}\` to be a text or a list of texts, got ${show(value)}.`,
  )
}
