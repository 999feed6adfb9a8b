import type { OptionCheck } from '../options.js'
import { isListOf, isTableOf } from './option-checks.js'

/** Who may use a feature: nobody, `self`, `*`, or origins. */
export type Permissions = Readonly<Record<string, readonly string[]>>

/** For `checkOptions`. */
export const permissionsOption: OptionCheck = [
  'lists of self, * and origins, by feature',
  (value) => isTableOf(value, (list) => isListOf(list, /^(?:\*|self|https?:\/\/[\w.*:-]+)$/)),
]

/**
 * The value of a Permissions-Policy.
 *
 * @example
 * ```ts
 * permissionsText({ camera: [], fullscreen: ['self'] }) // 'camera=(), fullscreen=(self)'
 * ```
 */
export function permissionsText(policy: Permissions): string {
  const quoted = (who: string): string => (/^[*s]/.test(who) ? who : `"${who}"`)
  return Object.entries(policy)
    .map(([feature, who]) => `${feature}=(${who.map(quoted).join(' ')})`)
    .join(', ')
}
