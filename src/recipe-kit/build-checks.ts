/**
 * What is refused while an app is built, and is too much to deploy with it. A deployed bundle has
 * `left-out/build-checks.ts` in place of this file.
 */
import { EdgeError, show } from '../error.js'
import type { CloudFrontRequest, RequestTrigger } from '../event.js'
import { Draft } from '../message/draft.js'
import { type Origin, OriginView } from '../message/origin.js'
import { badOption } from '../options.js'
import { type AddressRule, addressRules, isSame } from './address-rules.js'
import { readAddress } from './address-template.js'
import { checkRules } from './check-rules.js'
import { listOf } from './rule-conditions.js'
import type { RemoteRules } from './rule-source.js'

/**
 * For `checkOptions`: whether a value is a list of rules or `remoteRules`. Rules that are wrong in
 * themselves are refused by what is wrong with them.
 *
 * @param also Refuses what is wrong with all together.
 * @throws EdgeError `bad-option` and `bad-path`.
 */
export function areRules(
  where: string,
  value: unknown,
  at: RequestTrigger | undefined,
  also?: (where: string, rules: readonly AddressRule[]) => void,
): boolean {
  const list = (value as Partial<RemoteRules> | null | undefined)?.first ?? value
  if (!Array.isArray(list)) return false
  checkRules(where, list, at)
  also?.(where, list)
  return true
}

/**
 * Refuses rules that lead to where the same or another rule leads on: such a redirect costs twice, or
 * never ends. A URL counts for rules that name its host: which hosts the others are for, nobody knows.
 * What is a chain for some requests only, by their params or by conditions, is left to `lastStop`.
 *
 * @throws EdgeError `bad-option`.
 */
export function refuseChains(where: string, rules: readonly AddressRule[]): void {
  const redirects = rules.filter(({ status }) => status !== 200)
  const { from } = addressRules(where, redirects)
  for (const rule of redirects) {
    // What params are in no pattern by chance.
    const { origin, path = '/' } = readAddress(rule.to.replace(/[:*]([\w$]+)/g, '~$1')) ?? {}
    const host = origin?.replace(/^.*\/|:\d+$/g, '')
    const next = from(path).find((next) => follows(rule, host, next.rule))
    if (next && !isSame(next.to(), path, host)) {
      const chain = `${rule.from} -> ${rule.to} -> ${next.rule.to}`
      throw badOption(where, 'rules that lead to where no rule leads on', chain)
    }
  }
}

/** Whether all who come by a rule meet the conditions of the next. */
function follows(rule: AddressRule, host: string | undefined, next: AddressRule): boolean {
  const met = host === undefined ? rule : { ...rule, host }
  if (host !== undefined && next.host === undefined) return false
  return conditions.every((kind) => {
    const known = listOf(met[kind])
    const asked = listOf(next[kind])
    return asked.length === 0 || (known.length > 0 && known.every((value) => asked.includes(value)))
  })
}

const conditions = ['host', 'language', 'cookie', 'country'] as const

/**
 * Refuses a switch to an origin that has a field which is none, as the first request would.
 *
 * @throws EdgeError `bad-option`.
 */
export function checkSwitch(where: string, use: (origin: Origin) => void): void {
  try {
    use(new OriginView(new Draft<CloudFrontRequest>({ headers: {} } as CloudFrontRequest)))
  } catch (cause) {
    const why = cause instanceof EdgeError ? cause.message : show(String(cause))
    throw new EdgeError('bad-option', `${where}: ${why}`, { cause })
  }
}
