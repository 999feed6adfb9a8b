import type { RequestTrigger } from '../event.js'
import { badOption } from '../options.js'
import type { Context } from '../triggers/context.js'
import {
  type AddressRule,
  type AddressRules,
  addressRules,
  type Directions,
  isSame,
} from './address-rules.js'
import { readAddress } from './address-template.js'
import { listOf } from './rule-conditions.js'

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

/** Where the rules for a request lead in the end; `undefined` for those that lead about in a circle. */
export function lastStop(
  { find }: AddressRules,
  ctx: Context<RequestTrigger>,
): Directions | undefined {
  const { uri, headers } = ctx.request
  let stop = find(ctx, uri)
  for (let left = 10; stop && stop.address.origin === undefined; left--) {
    const next = find(ctx, stop.address.path)
    if (!next) break
    if (left === 0) return undefined
    const { address, isPersonal } = stop
    const query = [next.address.query, address.query].filter(Boolean).join('&')
    const hash = next.address.hash || address.hash
    stop = {
      rule: next.rule,
      address: { ...next.address, query, hash },
      isPersonal: isPersonal || next.isPersonal,
    }
  }
  return stop && isSame(stop.address, uri, headers.get('host')) ? undefined : stop
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
