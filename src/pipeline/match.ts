import type { Trigger } from '../event.js'
import { askedHost, hostTest } from '../message/asked-host.js'
import type { Context } from '../triggers/context.js'
import { type Condition, everything, type Scope } from './entry.js'

/** Which requests a step is for: all that is named must hold. */
export interface Match<T extends Trigger = Trigger, Path extends string = string> {
  /** A path-to-regexp pattern, or a list of which one must match. */
  readonly path?: Path | readonly Path[]
  /** One or a list, in any case. GET also matches HEAD. */
  readonly method?: string | readonly string[]
  /**
   * One or a list, in any case; `*.example.com` matches every subdomain. The port and a dot at the end
   * do not count. In origin triggers Host is usually the origin's, not the viewer's.
   */
  readonly host?: string | readonly string[]
  /** Anything else. Not async: decide in a middleware what needs a promise. */
  when?(ctx: Context<T>): boolean
}

/** The requests that a match is for; a text is a path. */
export function readMatch(match: string | Match): Scope {
  const {
    path = [],
    method,
    host,
    when,
  }: Match = typeof match === 'string' ? { path: match } : match
  const conditions = [
    method && onMethod(listOf(method)),
    host && onHost(listOf(host)),
    when,
  ].filter(Boolean) as Condition[]
  return {
    ...everything,
    paths: listOf(path),
    holds: conditions.length < 2 ? conditions[0] : (ctx) => conditions.every((holds) => holds(ctx)),
  }
}

function onMethod(methods: readonly string[]): Condition {
  const wanted = methods.map((method) => method.toUpperCase())
  if (wanted.includes('GET')) wanted.push('HEAD')
  return (ctx) => wanted.includes(ctx.request.method)
}

function onHost(hosts: readonly string[]): Condition {
  const isListed = hostTest(hosts)
  return (ctx) => isListed(askedHost(ctx.request.headers))
}

function listOf(value: string | readonly string[]): readonly string[] {
  return typeof value === 'string' ? [value] : value
}
