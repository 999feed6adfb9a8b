import type { RequestTrigger } from '../event.js'
import { readMatch } from '../pipeline/match.js'
import type { ContextBase } from '../triggers/base.js'
import type { Context } from '../triggers/context.js'

type OneOrMore = string | readonly string[]

/** When a rule is for a request, beside its path. All that is named must hold. */
export interface RuleConditions {
  /** The Host that was asked for: one of these; `*.example.com` is every subdomain. viewer-request only. */
  readonly host?: OneOrMore
  /**
   * The language that the viewer prefers, of all languages of the rules for the same path: one of
   * these. viewer-request only.
   */
  readonly language?: OneOrMore
  /** A cookie of one of these names, whatever its value. viewer-request only. */
  readonly cookie?: OneOrMore
  /** The viewer's country, one of these, by ISO 3166-1 code. origin-request only: it is in the cache key. */
  readonly country?: OneOrMore
}

/** Whether the rest of a rule holds; `language` is the one that the viewer prefers. */
export type RuleCondition = (ctx: Context<RequestTrigger>, language: string | undefined) => boolean

/** The conditions of a rule as one function. */
export function ruleCondition({ host, language, cookie, country }: RuleConditions): RuleCondition {
  const tests: RuleCondition[] = []
  if (host !== undefined) {
    const { holds } = readMatch({ host })
    tests.push((ctx) => holds?.(ctx as unknown as ContextBase) === true)
  }
  if (language !== undefined) {
    const tags = listOf(language)
    tests.push((_ctx, language) => language !== undefined && tags.includes(language))
  }
  if (cookie !== undefined) {
    const names = listOf(cookie)
    tests.push((ctx) => names.some((name) => ctx.request.cookies.has(name)))
  }
  if (country !== undefined) {
    const codes = listOf(country)
    tests.push((ctx) => codes.includes(ctx.request.headers.get('cloudfront-viewer-country') ?? ''))
  }
  return (ctx, language) => tests.every((holds) => holds(ctx, language))
}

export function listOf(value: OneOrMore | undefined): readonly string[] {
  return value === undefined ? [] : typeof value === 'string' ? [value] : value
}
