import type { RequestTrigger } from '../event.js'
import type { Context } from '../triggers/context.js'
import { type AddressRules, type Directions, isSame } from './address-rules.js'

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
