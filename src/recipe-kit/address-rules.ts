import type { RequestTrigger } from '../event.js'
import type { RedirectStatus } from '../message/redirect.js'
import { canonicalPath } from '../pipeline/canonical-path.js'
import type { Context } from '../triggers/context.js'
import { type Address, addressTemplate } from './address-template.js'
import { bestLanguage } from './language.js'
import { pathTable } from './path-table.js'
import { listOf, type RuleConditions, ruleCondition } from './rule-conditions.js'

/** Where a path leads. */
export interface AddressRule extends RuleConditions {
  /** A path-to-regexp pattern: `/old`, `/old/:slug`, `/blog{/*rest}`. A slash at the end counts for nothing. */
  readonly from: string
  /** The address; `:slug` and `*rest` in it stand for what the pattern took from the path. */
  readonly to: string
  /** How it leads there: 200 fetches the address in place of the one asked for, 3xx redirects. */
  readonly status?: RedirectStatus | 200
}

/** A rule, and the address that it leads to. */
export interface Directions {
  readonly rule: AddressRule
  readonly address: Address
  /** Whether another viewer may be led elsewhere from the same address, so that none may keep this. */
  readonly isPersonal: boolean
}

/** Rules by path. */
export interface AddressRules {
  /** The rules for a path, in order, whatever their conditions, and where each leads from there. */
  from(uri: string): readonly { readonly rule: AddressRule; to(): Address }[]
  /**
   * The first rule for a path whose conditions hold; `undefined` where there is none, and where it
   * leads to the very address that was asked for: so a rule exempts a path from the rules behind it.
   */
  find(ctx: Context<RequestTrigger>, uri: string): Directions | undefined
}

/**
 * A table of rules, which `checkRules` has found to be in order.
 *
 * @throws EdgeError `bad-path`.
 */
export function addressRules(where: string, rules: readonly AddressRule[]): AddressRules {
  const paths = pathTable(
    where,
    rules.map((rule) => rule.from),
  )
  const entries = rules.map((rule) => ({
    rule,
    holds: ruleCondition(rule),
    languages: listOf(rule.language),
    addressOf: addressTemplate(rule.to),
  }))
  return {
    from: (uri) =>
      paths(uri).map(({ route, params }) => {
        const { rule, addressOf } = entries[route]!
        return { rule, to: () => addressOf(params) }
      }),
    find(ctx, uri) {
      const { headers } = ctx.request
      const hits = paths(uri)
      if (hits.length === 0) return undefined
      const languages = hits.flatMap(({ route }) => entries[route]!.languages)
      const language = bestLanguage(
        languages.length > 0 ? headers.get('accept-language') : '',
        languages,
      )
      let isPersonal = false
      for (const { route, params } of hits) {
        const { rule, holds, addressOf } = entries[route]!
        isPersonal ||= rule.language !== undefined || rule.cookie !== undefined
        if (!holds(ctx, language)) continue
        const address = addressOf(params)
        return isSame(address, uri, headers.get('host')) ? undefined : { rule, address, isPersonal }
      }
      return undefined
    },
  }
}

/** Whether an address is the one of a path, on this host or on the one that is named. */
export function isSame({ origin, path }: Address, uri: string, host?: string): boolean {
  return (
    (origin === undefined || origin.replace(/^.*\//, '').toLowerCase() === host?.toLowerCase()) &&
    canonicalPath(path) === canonicalPath(uri)
  )
}
