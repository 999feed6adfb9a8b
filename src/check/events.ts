import type * as Kit from '../testing/index.js'
import type { Given } from './inputs.js'
import type { Trial } from './trial.js'
import { valuesOf } from './values.js'

/** Nothing where the values cannot stand in an event, such as that of a header no function is shown. */
export function eventOf(
  ...[kit, ...args]: Parameters<typeof buildEvent>
): Kit.TriggerEvent | undefined {
  try {
    return buildEvent(kit, ...args)
  } catch {
    return undefined
  }
}

function buildEvent(
  kit: typeof Kit,
  { trigger, target, method, host, status = 200, body }: Trial,
  given: readonly Given[],
  origin: 'folder' | 'http',
): Kit.TriggerEvent {
  const [path = '', query] = target.split('?')
  const params = new URLSearchParams(query)
  for (const [name, value] of Object.entries(valuesOf(given, 'query parameter'))) {
    params.set(name, value)
  }
  const url = params.size > 0 ? `${path}?${params}` : path
  const sent = {
    ...(body && { 'Content-Type': body[0] }),
    ...valuesOf(given, 'header'),
  }
  const request = { method, headers: sent, cookies: valuesOf(given, 'cookie') }
  const content = body && { body: body[1] }
  if (trigger === 'viewer-request') {
    return kit.viewerRequestEvent(url, { ...request, ...content, ...(host && { host }) })
  }
  if (trigger === 'viewer-response') {
    return kit.viewerResponseEvent(url, { status, request: { ...request, ...(host && { host }) } })
  }
  const toOrigin = {
    ...request,
    headers: { ...sent, ...(host && { Host: host }) },
    ...(origin === 'folder' && {
      origin: { s3: { domainName: 'site.s3.us-east-1.amazonaws.com' } },
    }),
  }
  return trigger === 'origin-request'
    ? kit.originRequestEvent(url, { ...toOrigin, ...content })
    : kit.originResponseEvent(url, { status, request: toOrigin })
}
