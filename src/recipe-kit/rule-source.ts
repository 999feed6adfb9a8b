import type { RequestTrigger } from '../event.js'
import { badOption } from '../options.js'
import type { Needs } from '../pipeline/needs.js'
import type { Outcome } from '../pipeline/outcome.js'
import type { Context } from '../triggers/context.js'
import { type AddressRule, type AddressRules, addressRules } from './address-rules.js'
import { checkRules } from './check-rules.js'
import { type RemoteOptions, type RemoteValue, remoteValue } from './remote-value.js'
import { rulesFromText } from './rules-text.js'

/** Rules that are there, or are read from afar. */
export type RuleSource = readonly AddressRule[] | RemoteRules

export interface RemoteRulesOptions extends RemoteOptions {
  /** What counts until the text was read. Default: none. */
  readonly first?: readonly AddressRule[]
}

/** Rules that change without a deploy. `remoteRules` makes them. */
export interface RemoteRules {
  readonly first: readonly AddressRule[]
  /** @internal */
  watch<Table>(
    where: string,
    at: RequestTrigger,
    table: (rules: readonly AddressRule[]) => Table,
  ): RemoteValue<Table>
}

/**
 * Rules that are read again and again from a text as `rulesFromText` takes it. A text with a fault
 * counts for nothing, and so does one with rules by country where `first` has none: the cache key could
 * not know. See `remoteValue` for when it is read, and what happens when it cannot be.
 *
 * @throws EdgeError `bad-option`.
 * @example
 * ```ts
 * const rules = remoteRules({ url: 'https://config.example.com/_redirects', ttl: 300 })
 * app.viewerRequest(redirects({ rules }))
 * ```
 */
export function remoteRules({ first = [], ...options }: RemoteRulesOptions): RemoteRules {
  return {
    first,
    watch: (where, at, table) =>
      remoteValue(where, options, table(first), (text) => {
        const rules = rulesFromText(text)
        checkRules(where, rules, at)
        if (!first.some(isByCountry) && rules.some(isByCountry)) {
          throw badOption(where, 'no rule by country, since the cache key has none', text)
        }
        return table(rules)
      }),
  }
}

/**
 * Hands the rules that are for a recipe to a function: at once, or when they have been read.
 *
 * @param mine Whether a rule is for the recipe.
 */
export function ruleTable(
  where: string,
  rules: RuleSource,
  at: RequestTrigger,
  mine: (rule: AddressRule) => boolean,
): (
  ctx: Context<RequestTrigger>,
  use: (table: AddressRules) => Outcome | Promise<Outcome>,
) => Outcome | Promise<Outcome> {
  const tableOf = (list: readonly AddressRule[]): AddressRules =>
    addressRules(where, list.filter(mine))
  if (!('watch' in rules)) {
    const table = tableOf(rules)
    return (_ctx, use) => use(table)
  }
  const latest = rules.watch(where, at, tableOf)
  return (ctx, use) => {
    const table = latest(ctx.log)
    return table instanceof Promise ? table.then(use) : use(table)
  }
}

/** What the conditions of rules need. */
export function ruleNeeds(rules: RuleSource): Needs {
  const list = 'watch' in rules ? rules.first : rules
  return list.some(isByCountry) ? { cacheKey: { headers: ['CloudFront-Viewer-Country'] } } : {}
}

function isByCountry({ country }: AddressRule): boolean {
  return country !== undefined
}
