import { type Context, EdgeError, isReply, type LogFields, type Middleware } from 'ledge'
import {
  aFunction,
  checkOptions,
  fractionOf,
  names,
  pathTable,
  redactor,
  stopwatch,
} from 'ledge/recipe-kit'

export interface AccessLogOptions {
  /**
   * How much of the requests is logged, from 0 to 1. All lines of a request are, or none is. What
   * fails, or is answered with a status of 500 and above, always is. Default 0.01, one in a hundred.
   */
  readonly sample?: number
  /**
   * Patterns of which the first that fits is logged as `route`: few values, to count by. Where one of
   * its params has a secret name, as in `/reset/:token`, it stands in place of the uri, and of such a path
   * and what is behind it in a header; a query parameter with such an address is secret. Default: none.
   */
  readonly routes?: readonly string[]
  /** The request headers that are logged. Default user-agent. */
  readonly headers?: readonly string[]
  /** The cookies that are logged. Default: none. */
  readonly cookies?: readonly string[]
  /**
   * More names of secrets: of query parameters, headers, cookies and params. Names that mean a token, a
   * password, a session, a signature or a key need not be told.
   */
  readonly redact?: readonly string[]
  /** More fields of the line; they replace none of its own. What it throws is logged in their place. */
  readonly fields?: (ctx: Context) => LogFields
}

/**
 * Logs a line of JSON for each request of the trigger it is registered for: the request's id, the
 * trigger, the region, the route, what came of it and in how many milliseconds, without secrets, and
 * with control characters escaped. Register it before the steps that it is to tell of.
 *
 * viewer-response runs on every request, and never sees what viewer-request answered, what the origin
 * answered with 400 and above, custom error pages, and what CloudFront answers by itself. In
 * viewer-request it sees the answers of the edge, in origin-response the origin's errors, on misses.
 * CloudFront's standard logs have a line for every response, and need no function.
 *
 * @throws EdgeError `bad-option`, and `bad-path` for a route that is no pattern.
 * @example
 * ```ts
 * import { ledge } from 'ledge'
 * import { accessLog } from 'ledge/recipes/access-log'
 *
 * export const app = ledge()
 * const log = accessLog({ sample: 0.1, routes: ['/cart{/*rest}', '/products/:id'] })
 * app.viewerRequest(log)
 * app.originResponse(log)
 * app.viewerResponse(log)
 * ```
 */
export function accessLog(options: AccessLogOptions = {}): Middleware {
  checkOptions<AccessLogOptions>('accessLog', options, {
    'sample?': ['a number from 0 to 1', (v) => typeof v === 'number' && v >= 0 && v <= 1],
    'routes?': names,
    'headers?': names,
    'cookies?': names,
    'redact?': names,
    'fields?': aFunction,
  })
  const { sample = 0.01, routes = [], headers = ['user-agent'], cookies = [], fields } = options
  const { isSecret, value, query } = redactor(options.redact, cover)
  const routesOf = pathTable('accessLog', routes)

  return async function accessLog(ctx, next) {
    const { request } = ctx
    const { method, uri, querystring } = request
    // As they came: the steps behind may change them.
    const sent = headers.map((name) => [name, request.headers.get(name)] as const)
    const held = cookies.map((name) => [name, request.cookies.get(name)] as const)
    const elapsed = stopwatch()

    const write = (outcome: 'passed' | 'replied' | 'failed', status = statusOf(ctx)): void => {
      const ms = elapsed()
      const isTrouble = outcome === 'failed' || (status ?? 0) >= 500
      if (!isTrouble && pointOf(ctx) >= sample) return
      const { route, isHidden } = routeOf(uri)
      ctx.log.info('access', {
        ...more(ctx),
        region: process.env.AWS_REGION,
        route,
        outcome,
        status,
        ms,
        method,
        uri: isHidden ? route : value('uri', uri),
        query: query(querystring),
        headers: shown(sent),
        cookies: shown(held),
      })
    }

    try {
      const outcome = await next()
      if (isReply(outcome)) write('replied', outcome.status)
      else write('passed')
      return outcome
    } catch (error) {
      const answer = error instanceof EdgeError ? error.reply : undefined
      write(answer ? 'replied' : 'failed', answer?.status)
      throw error
    }
  }

  function routeOf(path: string): { route: string | undefined; isHidden: boolean } {
    const [hit] = routesOf(path)
    return {
      route: hit && routes[hit.route],
      isHidden: Object.keys(hit?.params ?? {}).some(isSecret),
    }
  }

  /** The Referer of what a page asks for has the page's uri. */
  function cover(text: string): string {
    const [, site = '', path] = /^(https?:\/\/[^/?#]*)?(\/[^?#]*)/i.exec(text) ?? []
    if (path === undefined) return text
    const { route, isHidden } = routeOf(path)
    return isHidden ? `${site}${route}` : text
  }

  function shown(pairs: readonly (readonly [string, string | undefined])[]): LogFields {
    return Object.fromEntries(pairs.map(([name, sent]) => [name, sent && value(name, sent)]))
  }

  function more(ctx: Context): LogFields {
    try {
      return fields?.(ctx) ?? {}
    } catch (error) {
      return { error }
    }
  }
}

/** The same for all lines of a request. */
function pointOf({ config: { requestId } }: Context): number {
  return requestId === undefined ? Math.random() : fractionOf(`access-log:${requestId}`)
}

function statusOf(ctx: Context): number | undefined {
  return 'response' in ctx ? ctx.response.status : undefined
}
