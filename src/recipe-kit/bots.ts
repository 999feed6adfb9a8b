/**
 * Whether a User-Agent is that of a program rather than of a person's browser: crawlers, link
 * previews, monitors, command-line tools, and whoever sends none. It goes by what such programs write
 * of themselves, so one that poses as a browser is not found: good for leaving them out of a test or a
 * redirect, no protection.
 *
 * @example
 * ```ts
 * isBot(ctx.request.headers.get('user-agent'))
 * ```
 */
export function isBot(userAgent = ''): boolean {
  // Every browser begins with one of these; tools begin with their own name.
  return !/^(Mozilla|Opera)\//.test(userAgent) || botWords.test(userAgent)
}

// Most bots give an address to read about them, or call themselves compatible, as only the Internet
// Explorer did besides. Cubot makes phones.
const botWords =
  /https?:|compatible;(?! MSIE)|(?<!cu)bot|crawl|spider|slurp|preview|headless|lighthouse|synthetic|monitor|scan|archive|gtmetrix|ptst|phantomjs/i
