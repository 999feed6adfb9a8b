import type { OptionCheck } from '../options.js'
import { isListOf, isTableOf } from './option-checks.js'

/** Sources by directive, keywords with their quotes. `false` removes a directive. */
export type Csp = Readonly<Record<string, readonly string[] | false>>

/**
 * For `checkOptions`. A nonce in a header that is the same for everyone protects from nothing, and a
 * bare `self` is a host.
 */
export const cspOption: OptionCheck = ['sources by directive, without nonces', isCsp]

/** A policy that most pages can live with: helmet's. */
export const defaultCsp: Csp = {
  'default-src': ["'self'"],
  'base-uri': ["'self'"],
  'font-src': ["'self'", 'https:', 'data:'],
  'form-action': ["'self'"],
  'frame-ancestors': ["'self'"],
  'img-src': ["'self'", 'data:'],
  'object-src': ["'none'"],
  'script-src': ["'self'"],
  'script-src-attr': ["'none'"],
  'style-src': ["'self'", 'https:', "'unsafe-inline'"],
  'upgrade-insecure-requests': [],
}

/**
 * The value of a Content-Security-Policy.
 *
 * @example
 * ```ts
 * cspText({ 'img-src': ["'self'", 'data:'], 'upgrade-insecure-requests': [] })
 * // "img-src 'self' data:; upgrade-insecure-requests"
 * ```
 */
export function cspText(policy: Csp): string {
  return Object.entries(policy)
    .flatMap(([name, sources]) => (sources ? [[name, ...sources].join(' ')] : []))
    .join('; ')
}

function isCsp(value: unknown): boolean {
  const source = /^(?!'nonce-|(?:self|none|unsafe-\w+|strict-dynamic|sha\d+-.*)$)[!"$-+\--:<-~]+$/
  return isTableOf(value, (list) => list === false || isListOf(list, source))
}
