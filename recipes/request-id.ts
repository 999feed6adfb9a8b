import { type Context, createKey, defineRecipe, type Recipe } from 'ledge'
import { aBoolean, aFunction, checkOptions, ownHeader } from 'ledge/recipe-kit'

export interface RequestIdOptions {
  /** The header, of the request for the origin and of the response alike. Default `x-request-id`. */
  readonly header?: `x-${string}`
  /**
   * Whether an id that the viewer sends counts. Anyone can send any, such as that of another request.
   * Default false.
   */
  readonly accept?: boolean
  /**
   * Makes the id: at most 200 letters, digits and `-_.=+/:`, or else CloudFront's own counts, as where
   * it throws, which is logged. Default: that one, which is `x-edge-request-id` in CloudFront's logs.
   */
  readonly generate?: (ctx: Context<'viewer-request'>) => string | undefined
}

export interface RequestId extends Recipe {
  /**
   * The id of a request, in any trigger: in viewer-request behind the recipe, in origin triggers where a
   * policy forwards the header.
   */
  idOf(ctx: Context): string | undefined
}

/**
 * Gives each request an id that the origin and the viewer see, and the logs of every trigger may. What
 * a viewer sends in its place does not count.
 *
 * Register it first, and for every path: what a step before it answers has no id, and where a step
 * rewrites the uri into the paths that it is for, the viewer's own header would go on.
 *
 * It runs viewer-request and viewer-response on every request, and puts the id on no response that is
 * cached. An error of the origin has none: no viewer-response runs for it. CloudFront sends its own id
 * to the origin and to the viewer as `X-Amz-Cf-Id`, for nothing.
 *
 * @throws EdgeError `bad-option`.
 * @example
 * ```ts
 * import { ledge } from 'ledge'
 * import { requestId } from 'ledge/recipes/request-id'
 *
 * export const app = ledge()
 * const ids = requestId()
 * app.use(ids)
 * app.originRequest('/api{/*rest}', (ctx, next) => {
 *   ctx.log.info('to the origin', { id: ids.idOf(ctx) })
 *   return next()
 * })
 * ```
 */
export function requestId(options: RequestIdOptions = {}): RequestId {
  checkOptions<RequestIdOptions>('requestId', options, {
    'header?': ownHeader,
    'accept?': aBoolean,
    'generate?': aFunction,
  })
  const { header = 'x-request-id', accept = false, generate } = options
  const idOf = ({ request }: Context): string | undefined => request.headers.get(header)
  const made = createKey<string>('request-id')

  function newId(ctx: Context<'viewer-request'>): string | undefined {
    try {
      return idIn(generate?.(ctx))
    } catch (error) {
      ctx.log.error('The id was not generated.', { error })
      return undefined
    }
  }

  const recipe = defineRecipe({
    name: 'request-id',
    needs: { forward: { headers: [header] } },
    viewerRequest(ctx, next) {
      const { headers } = ctx.request
      const id = (accept && idIn(idOf(ctx))) || newId(ctx) || idIn(ctx.config.requestId)
      if (id) {
        headers.set(header, id)
        ctx.set(made, id)
      } else headers.delete(header)
      return next()
    },
    viewerResponse(ctx, next) {
      const id = idIn(idOf(ctx))
      if (id) ctx.response.headers.set(header, id)
      return next()
    },
    onReply({ headers }, ctx) {
      // Of a step before this recipe, the request still has what the viewer sent.
      const id = ctx.get(made)
      // What an origin trigger answers is cached, for requests with other ids.
      if (id && ctx.trigger === 'viewer-request') headers.set(header, id)
    },
  })
  return { ...recipe, idOf }
}

/** Nothing that could stand for more than an id in a header or a log. */
function idIn(text: unknown): string | undefined {
  return typeof text === 'string' && /^[\w.=+/:-]{1,200}$/.test(text) ? text : undefined
}
