import { type Middleware, type RequestTrigger, withNeeds } from 'ledge'
import {
  type AddressRule,
  areRules,
  badOption,
  checkOptions,
  type RuleSource,
  requestTrigger,
  ruleNeeds,
  ruleTable,
} from 'ledge/recipe-kit'

export interface RewritesOptions {
  /**
   * The rules, as `redirects` has them, each to a path. Rules of a status other than 200 are passed
   * over, so that the text of a `_redirects` file can be given to both.
   */
  readonly rules: RuleSource
  /**
   * The trigger. Default viewer-request, which runs on every request: what several paths lead to is
   * stored once then. origin-request runs on misses, and each path that was asked for is stored apart;
   * its rules may ask for the country, but for no host, language or cookie.
   */
  readonly at?: RequestTrigger
}

/**
 * Fetches another path than the one asked for, by a table as `redirects` has it, one step at most. Later
 * steps and the origin see the new path, the browser does not. A query in the address goes into the
 * viewer's, in place of what has the same name there.
 *
 * The behavior, and so the origin, stays the one of the path that was asked for: to go to another, see
 * `select-origin`. A param with an encoded step up, such as `..%2F`, is answered with 400, so that no
 * path leaves the folder that its rule leads to.
 *
 * @throws EdgeError `bad-option`, and `bad-path` for what is no pattern.
 * @example
 * ```ts
 * import { ledge } from 'ledge'
 * import { rewrites } from 'ledge/recipes/rewrites'
 *
 * export const app = ledge()
 * app.viewerRequest(
 *   rewrites({
 *     rules: [
 *       { from: '/docs{/*rest}', to: '/manual/v3/*rest' },
 *       { from: '/shop/:item', to: '/shop.html?item=:item' },
 *     ],
 *   }),
 * )
 * ```
 */
export function rewrites(
  options: RewritesOptions & { readonly at: 'origin-request' },
): Middleware<'origin-request'>
export function rewrites(
  options: RewritesOptions & { readonly at?: 'viewer-request' },
): Middleware<'viewer-request'>
export function rewrites(options: RewritesOptions): Middleware<RequestTrigger> {
  checkOptions<RewritesOptions>('rewrites', options, {
    rules: [
      'a list of rules, or remoteRules',
      (rules) => areRules('rewrites', rules, options.at, refuseUrls),
    ],
    'at?': requestTrigger,
  })
  const { rules, at = 'viewer-request' } = options
  const withTable = ruleTable('rewrites', rules, at, isRewrite)

  return withNeeds<RequestTrigger>(ruleNeeds(rules), function rewrites(ctx, next) {
    return withTable(ctx, (table) => {
      const { request } = ctx
      const found = table.find(ctx, request.uri)
      if (!found) return next()
      request.uri = found.address.path
      const query = new URLSearchParams(found.address.query)
      for (const name of new Set(query.keys())) request.query.set(name, query.getAll(name))
      return next()
    })
  })
}

function isRewrite({ status = 200 }: AddressRule): boolean {
  return status === 200
}

function refuseUrls(where: string, rules: readonly AddressRule[]): void {
  const wrong = rules.find((rule) => isRewrite(rule) && !/^\/[^#]*$/.test(rule.to))
  if (wrong) throw badOption(where, 'rules that lead to paths', wrong.to)
}
