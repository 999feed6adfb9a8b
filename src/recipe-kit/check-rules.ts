import type { RequestTrigger } from '../event.js'
import { badOption } from '../options.js'
import { checkPath } from '../pipeline/router.js'
import type { AddressRule } from './address-rules.js'
import { placeholders, readAddress } from './address-template.js'

/**
 * Refuses rules that say what is no rule, lead to what is no address, or ask for what their trigger
 * does not know: origin-request sees neither the viewer's Host nor what else of a viewer is not in the
 * cache key, and viewer-request does not know the country.
 *
 * @throws EdgeError `bad-option`, and `bad-path` for what is no pattern.
 */
export function checkRules(
  where: string,
  rules: readonly AddressRule[],
  at: RequestTrigger = 'viewer-request',
): void {
  for (const rule of rules) {
    checkRule(where, rule, at)
    checkPath(rule.from, where)
  }
}

function checkRule(where: string, rule: AddressRule, at: RequestTrigger): void {
  const stranger = Object.keys(rule ?? {}).find((name) => !fields.includes(name))
  if (stranger) throw badOption(where, `rules of ${fields.join(', ')}`, stranger)
  const { from, to, status = 301 } = rule ?? {}
  if (typeof from !== 'string' || !/^[/{]/.test(from) || typeof to !== 'string') {
    throw badOption(where, 'rules from a path to an address', rule)
  }
  if (!readAddress(to)) {
    throw badOption(where, 'a rule to lead to a path, or an http(s) URL with a fixed host', to)
  }
  const names = placeholders(from)
  const unknown = placeholders(to).find((name) => !names.includes(name))
  if (unknown) throw badOption(where, `${to} to use params of its rule (${names})`, unknown)
  if (status === 200 && !/^\/[^#]*$/.test(to)) {
    throw badOption(where, 'a rule of status 200 to lead to a path', to)
  }
  if (![200, 301, 302, 303, 307, 308].includes(status)) {
    throw badOption(where, 'a status of 200, 301, 302, 303, 307 or 308', status)
  }
  for (const [kind, trigger, form, example] of conditions) {
    if (rule[kind] === undefined) continue
    const values: unknown[] = [rule[kind]].flat()
    if (trigger !== at) throw badOption(where, `rules of ${at} without ${kind}`, rule[kind])
    if (values.length === 0 || !values.every((v) => typeof v === 'string' && form.test(v))) {
      throw badOption(where, `${kind} to be such as ${example}`, rule[kind])
    }
  }
}

const conditions = [
  ['host', 'viewer-request', /^(?:\*\.)?[a-z\d][a-z\d.-]*$/i, 'example.com or *.example.com'],
  ['language', 'viewer-request', /^[a-z]{2,8}(?:-[a-z\d]{1,8})*$/i, 'de or pt-BR'],
  ['cookie', 'viewer-request', /^[!#$%&'*+\-.^_`|~\w]+$/, 'session'],
  // ISO 3166-1, of which UK is no country.
  ['country', 'origin-request', /^(?!UK)[A-Z]{2}$/, 'DE or GB'],
] as const

const fields = ['from', 'to', 'status', 'host', 'language', 'cookie', 'country']
