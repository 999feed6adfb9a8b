import { isDisallowed } from '../rules/header-access.js'
import type { BodyInit } from './request-init.js'
import type { ConfigInit, TriggerEvent } from './trigger-event.js'
import { type ViewerRequestInit, viewerRequestEvent } from './viewer-events.js'

/**
 * The event of viewer-request for a `Request` of the Fetch standard, body included.
 *
 * @example
 * ```ts
 * const event = await eventFromRequest(new Request('https://shop.example/cart?step=2'))
 * ```
 */
export async function eventFromRequest(
  request: Request,
  init: ConfigInit & Pick<ViewerRequestInit, 'clientIp'> = {},
): Promise<TriggerEvent<'viewer-request'>> {
  const url = new URL(request.url)
  const headers = [...request.headers].filter(([name]) => !isDisallowed(name))
  const body = request.body && new Uint8Array(await request.arrayBuffer())
  return viewerRequestEvent(url.pathname + url.search, {
    ...init,
    method: request.method,
    host: url.host,
    headers: Object.fromEntries(headers),
    ...((body && { body }) satisfies BodyInit | null),
  })
}
