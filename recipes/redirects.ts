import { type Middleware, type RedirectStatus, type RequestTrigger, withNeeds } from 'ledge'
import {
  areRules,
  checkOptions,
  lastStop,
  type MovedOptions,
  moved,
  movedNeeds,
  names,
  type RuleSource,
  refuseChains,
  requestTrigger,
  ruleNeeds,
  ruleTable,
  seconds,
} from 'ledge/recipe-kit'

export interface RedirectsOptions extends MovedOptions {
  /**
   * The rules: a list, `rulesFromText(text)`, or `remoteRules({ url })`; both come from
   * `ledge/recipe-kit`. The status is 301, and 308 for methods other than GET and HEAD, where a rule has
   * none. Rules of status 200 are passed over; they are for `rewrites`.
   */
  readonly rules: RuleSource
  /**
   * The trigger. Default viewer-request, which runs on every request. origin-request runs on misses;
   * its rules may ask for the country, but for no host, language or cookie.
   */
  readonly at?: RequestTrigger
}

/**
 * Redirects by a table of up to ten thousand rules, the first that fits; a lookup takes as long as in a
 * table of ten. Uris are matched by their normalised copy: `/%6fld` is `/old`, and so is `/old/`.
 *
 * Viewers stay on this host unless a rule names another, and are led to the end at once where one rule
 * leads to the path of another. Rules that always do so, or lead about in a circle, are refused. What
 * hangs on a language or a cookie is kept by nobody.
 *
 * At origin-request the query goes along only as far as `query` names it, and a rule that leads to this
 * very host by its URL would never end, for there the host is not known.
 *
 * @throws EdgeError `bad-option`, and `bad-path` for what is no pattern.
 * @example
 * ```ts
 * import { ledge } from 'ledge'
 * import { redirects } from 'ledge/recipes/redirects'
 *
 * export const app = ledge()
 * app.viewerRequest(
 *   redirects({
 *     rules: [
 *       { from: '/old/:slug', to: '/new/:slug' },
 *       { from: '/blog{/*rest}', to: 'https://blog.example.com/*rest', status: 302 },
 *       { from: '/', to: '/de/', language: 'de', status: 302 },
 *     ],
 *   }),
 * )
 * ```
 */
export function redirects(
  options: RedirectsOptions & { readonly at: 'origin-request' },
): Middleware<'origin-request'>
export function redirects(
  options: RedirectsOptions & { readonly at?: 'viewer-request' },
): Middleware<'viewer-request'>
export function redirects(options: RedirectsOptions): Middleware<RequestTrigger> {
  checkOptions<RedirectsOptions>('redirects', options, {
    rules: [
      'a list of rules, or remoteRules',
      (rules) => areRules('redirects', rules, options.at, refuseChains),
    ],
    'at?': requestTrigger,
    'cache?': seconds,
    'query?': names,
  })
  const { rules, at = 'viewer-request' } = options
  const withTable = ruleTable('redirects', rules, at, ({ status }) => status !== 200)
  const uncached = { ...options, cache: 0 }

  return withNeeds(
    at === 'origin-request' ? movedNeeds(options) : {},
    withNeeds<RequestTrigger>(ruleNeeds(rules), function redirects(ctx, next) {
      return withTable(ctx, (table) => {
        const found = lastStop(table, ctx)
        if (!found) return next()
        const { rule, address, isPersonal } = found
        const status = rule.status as RedirectStatus | undefined
        return moved(ctx, address, isPersonal ? uncached : options, status)
      })
    }),
  )
}
