import { type Middleware, type RequestTrigger, text } from 'ledge'
import { checkOptions, seconds } from 'ledge/recipe-kit'

export interface RobotsTxtOptions {
  /** Default: one group that allows all crawlers everything. */
  readonly groups?: readonly RobotsGroup[]
  /** The addresses of sitemaps, with `https://`. */
  readonly sitemaps?: readonly string[]
  /** Seconds that crawlers, and in origin-request CloudFront, keep it. Default 3600. */
  readonly cache?: number
}

/** Paths as RFC 9309 has them: `*` stands for anything, `$` at the end for the end. */
export interface RobotsGroup {
  /** Product names, such as `Googlebot`. Default `*`: all that no other group names. */
  readonly agents?: readonly string[]
  readonly allow?: readonly string[]
  readonly disallow?: readonly string[]
}

/**
 * Answers GET and HEAD of `/robots.txt`; all else goes on. Crawlers follow it as they please: it keeps
 * nothing secret, and a page that others link to may be listed all the same.
 *
 * In viewer-request it runs on every request, in origin-request on misses.
 *
 * @throws EdgeError `bad-option`.
 * @example
 * ```ts
 * import { ledge } from 'ledge'
 * import { robotsTxt } from 'ledge/recipes/robots-txt'
 *
 * export const app = ledge()
 * app.originRequest(
 *   robotsTxt({
 *     groups: [{ disallow: ['/cart'] }, { agents: ['GPTBot'], disallow: ['/'] }],
 *     sitemaps: ['https://www.example.com/sitemap.xml'],
 *   }),
 * )
 * ```
 */
export function robotsTxt(options: RobotsTxtOptions = {}): Middleware<RequestTrigger> {
  checkOptions<RobotsTxtOptions>('robotsTxt', options, {
    'groups?': ['a list of groups', (groups) => Array.isArray(groups) && groups.length > 0],
    'sitemaps?': ['a list of URLs', (list) => isList(list, /^https?:\/\/[!-~]+$/)],
    'cache?': seconds,
  })
  const { groups = [{}], sitemaps = [], cache = 3600 } = options
  const parts = [...groups.map(groupText), sitemaps.map((url) => `Sitemap: ${url}\n`).join('')]
  const headers = { 'cache-control': cache ? `max-age=${cache}` : 'no-store' }
  const page = text(parts.filter(Boolean).join('\n'), { headers })

  return function robotsTxt({ request: { uri, method } }, next) {
    return uri === '/robots.txt' && (method === 'GET' || method === 'HEAD') ? page : next()
  }
}

// https://www.rfc-editor.org/rfc/rfc9309#section-2.2
function groupText(group: RobotsGroup): string {
  const paths = ['a list of paths', (list: unknown) => isList(list, /^[/*][!"$-~]*$/)] as const
  checkOptions<RobotsGroup>('robotsTxt', group, {
    'agents?': [
      'a list of product names, of letters, - and _',
      (list) => isList(list, /^(?:\*|[a-z_-]+)$/i) && (list as readonly string[]).length > 0,
    ],
    'allow?': paths,
    'disallow?': paths,
  })
  const { agents = ['*'], allow = [], disallow = [] } = group
  const lines = [
    ...agents.map((agent) => `User-agent: ${agent}\n`),
    ...allow.map((path) => `Allow: ${path}\n`),
    ...disallow.map((path) => `Disallow: ${path}\n`),
  ]
  if (allow.length + disallow.length === 0) lines.push('Disallow:\n') // Nothing is disallowed.
  return lines.join('')
}

function isList(value: unknown, pattern: RegExp): boolean {
  return (
    Array.isArray(value) && value.every((item) => typeof item === 'string' && pattern.test(item))
  )
}
