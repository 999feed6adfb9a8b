import { type HeaderChange, sameLines } from './header-lines.js'
import type { Inspection } from './inspection.js'
import { pages, type Rule } from './rule.js'

export const setCookieCacheable = {
  id: 'set-cookie-cacheable',
  triggers: ['origin-request', 'origin-response'],
  message:
    'CloudFront stores this response with its Set-Cookie and sends the cookie of one visitor to the others.',
  effect: 'served',
  severity: 'error',
  certainty: 'observed',
  docs: pages.expiration,
  fix: 'Set the cookie in a viewer trigger, or send cache-control: no-store with it.',
} as const satisfies Rule

/** Whether a cookie that the function sets, or makes storable, ends up in the cache. */
export function checkCacheableCookie(
  { trigger, request, report }: Inspection,
  { before, after }: HeaderChange,
): void {
  const cookies = after.get('set-cookie')
  if (!cookies || !setCookieCacheable.triggers.some((origin) => origin === trigger)) return
  // CloudFront stores answers to GET, HEAD and, where a behavior says so, OPTIONS.
  const { method = 'GET' } = request
  if (method !== 'GET' && method !== 'HEAD' && method !== 'OPTIONS') return
  const untouched = ['set-cookie', 'cache-control'].every((name) =>
    sameLines(before.get(name), after.get(name)),
  )
  if (untouched || forbidsStoring(after.get('cache-control'))) return
  report(setCookieCacheable, 'headers.set-cookie', {
    value: cookies.length === 1 ? cookies[0] : cookies,
  })
}

/**
 * `max-age=0` does not: what is stored is sent again once the origin has confirmed it. Nor does
 * `no-cache="set-cookie"`, of which AWS says nothing.
 */
function forbidsStoring(cacheControl: readonly string[] = []): boolean {
  return cacheControl.some((line) => /(^|[,\s])(no-store|no-cache|private)\s*(,|$)/i.test(line))
}
