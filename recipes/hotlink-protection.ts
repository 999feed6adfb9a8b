import { forbidden, type Middleware } from 'ledge'
import { askedHost, checkOptions, hostTest } from 'ledge/recipe-kit'

export interface HotlinkProtectionOptions {
  /** Other hosts whose pages may show these files: `example.com`, `*.example.org`. Default: none. */
  readonly allow?: readonly string[]
  /**
   * What to do without a Referer, as people come who type the address, or whose browser or page sends
   * none: `allow`, the default, or `refuse`.
   */
  readonly empty?: 'allow' | 'refuse'
}

/**
 * Refuses files to the pages of other hosts, with a 403: images that others embed at your cost. Pages
 * of the host that is asked may always show them.
 *
 * A browser tells the truth about the Referer, a program says what it likes: this keeps out pages, no
 * thieves. For those there are signed URLs.
 *
 * @throws EdgeError `bad-option`.
 * @example
 * ```ts
 * import { ledge } from 'ledge'
 * import { hotlinkProtection } from 'ledge/recipes/hotlink-protection'
 *
 * export const app = ledge()
 * app.viewerRequest('/images/*path', hotlinkProtection({ allow: ['*.example.com', 'partner.example'] }))
 * ```
 */
export function hotlinkProtection(
  options: HotlinkProtectionOptions = {},
): Middleware<'viewer-request'> {
  checkOptions<HotlinkProtectionOptions>('hotlinkProtection', options, {
    'allow?': [
      'a list of host names, of which *. may be the first part',
      (value) => Array.isArray(value) && value.every(isHostPattern),
    ],
    'empty?': ['allow or refuse', (value) => value === 'allow' || value === 'refuse'],
  })
  const { allow = [], empty = 'allow' } = options
  const isListed = hostTest(allow)

  return function hotlinkProtection(ctx, next) {
    const { headers } = ctx.request
    const lines = headers.getAll('referer')
    const [referer = ''] = lines
    if (referer === '') return empty === 'allow' ? next() : forbidden('There is no Referer.')
    const host = lines.length === 1 ? hostOf(referer) : undefined
    const isKnown = host !== undefined && (host === askedHost(headers) || isListed(host))
    return isKnown ? next() : forbidden('The Referer is the page of another host.')
  }
}

function isHostPattern(value: unknown): boolean {
  return typeof value === 'string' && /^(\*\.)?[a-z\d-]+(\.[a-z\d-]+)*$/i.test(value)
}

function hostOf(referer: string): string | undefined {
  // URL reads a text as a browser does: neither `good.example@evil.example` nor a backslash fools it.
  if (!URL.canParse(referer)) return undefined
  const { protocol, hostname } = new URL(referer)
  return /^https?:$/.test(protocol) ? hostname.replace(/\.$/, '') : undefined
}
