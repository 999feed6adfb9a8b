import type { OptionCheck } from '../options.js'

/** What Strict-Transport-Security says. */
export interface Hsts {
  /** Seconds. */
  readonly maxAge: number
  readonly includeSubDomains?: boolean
  readonly preload?: boolean
}

/** For `checkOptions`. https://hstspreload.org takes a host only with its subdomains, and for a year. */
export const hstsOption: OptionCheck = [
  'max-age in seconds, a year and subdomains for preload',
  isHsts,
]

/** The value of the header. */
export function hstsText({ maxAge, includeSubDomains = false, preload = false }: Hsts): string {
  return `max-age=${maxAge}${includeSubDomains ? '; includeSubDomains' : ''}${preload ? '; preload' : ''}`
}

function isHsts(value: unknown): boolean {
  const { maxAge, includeSubDomains, preload } = (value ?? {}) as Hsts
  if (!Number.isSafeInteger(maxAge) || maxAge < 0) return false
  return !preload || (includeSubDomains === true && maxAge >= 31_536_000)
}
