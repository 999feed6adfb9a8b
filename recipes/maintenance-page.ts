import { html, type Middleware } from 'ledge'
import {
  badOption,
  checkOptions,
  ipBlocks,
  isListOf,
  leadsOut,
  names,
  pathTable,
  type RemoteOptions,
  remoteValue,
  seconds,
} from 'ledge/recipe-kit'

export interface MaintenancePageOptions {
  /** The page, in HTML. Default: a line that says so. */
  readonly body?: string
  /** Seconds after which visitors may try again, in Retry-After. Default 600. */
  readonly retryAfter?: number
  /**
   * Whether it is on: `true` or `false`, or a text file with `on` or `off` in it that is read again and
   * again, since a deployment takes minutes. Until it was read the site is open. Default true.
   */
  readonly on?: boolean | RemoteOptions
  /** Who is let through all the same: addresses and CIDR blocks. Default nobody. */
  readonly ips?: readonly string[]
  /** Who has a cookie of this name is let through; give it a name that cannot be guessed. Default none. */
  readonly cookie?: string
  /** Path patterns that stay open, such as `/health`. Default none. */
  readonly except?: readonly string[]
}

/**
 * Answers everything with a 503 and a page that nobody keeps, but for those who are let through.
 *
 * It runs in viewer-request, on every request, and so before the cache: what is cached is closed, too.
 * With a file each instance of the function reads it once in `ttl` seconds, and goes on with what it last
 * read where it cannot.
 *
 * @throws EdgeError `bad-option` and `bad-path`.
 * @example
 * ```ts
 * import { ledge } from 'ledge'
 * import { maintenancePage } from 'ledge/recipes/maintenance-page'
 *
 * export const app = ledge()
 * app.viewerRequest(
 *   maintenancePage({
 *     on: { url: 'https://config.example.com/maintenance.txt', ttl: 30 },
 *     ips: ['203.0.113.0/24'],
 *     except: ['/health'],
 *   }),
 * )
 * ```
 */
export function maintenancePage(
  options: MaintenancePageOptions = {},
): Middleware<'viewer-request'> {
  checkOptions<MaintenancePageOptions>('maintenancePage', options, {
    'body?': ['a page below 39 kB', (body) => typeof body === 'string' && isSmall(body)],
    'retryAfter?': seconds,
    'on?': ['true, false or a file', (on) => typeof on === 'boolean' || typeof on === 'object'],
    'ips?': ['a list of addresses and CIDR blocks', Array.isArray],
    'cookie?': ['the name of a cookie', (name) => isListOf([name], /^[^\s;=]+$/)],
    'except?': names,
  })
  const { body = '<!doctype html><title>Maintenance</title><p>We are back soon.' } = options
  const { retryAfter = 600, on = true, ips = [], cookie, except = [] } = options
  const page = html(body, { status: 503, headers: { 'retry-after': String(retryAfter) } })
  const isLetIn = ipBlocks('maintenancePage', ips)
  const open = pathTable('maintenancePage', except)
  const flag = typeof on === 'object' && remoteValue('maintenancePage', on, false, readFlag)

  return function maintenancePage({ request, log }, next) {
    const { clientIp, cookies, uri } = request
    if (on === false || isLetIn(clientIp) || (cookie && cookies.has(cookie))) return next()
    if (open(uri).length > 0 && !leadsOut(uri)) return next()
    const isOn = flag ? flag(log) : true
    if (isOn instanceof Promise) return isOn.then((value) => (value ? page : next()))
    return isOn ? page : next()
  }
}

function readFlag(text: string): boolean {
  const flag = text.trim()
  if (flag !== 'on' && flag !== 'off') throw badOption('maintenancePage', 'on or off', flag)
  return flag === 'on'
}

// CloudFront takes 40 KB in viewer-request, headers included:
// https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/edge-function-restrictions-all.html
function isSmall(body: string): boolean {
  return Buffer.byteLength(body) < 39_000
}
