import { type Context, createKey, type Middleware, type RequestTrigger, withNeeds } from 'ledge'
import { checkOptions, type DeviceClass, deviceClassOf, ownHeader } from 'ledge/recipe-kit'

export interface DeviceClassOptions {
  /** The request header that tells the class to later triggers and the origin. Default `x-device-class`. */
  readonly header?: string
  /**
   * Classes that count as another one, for a site that makes no difference between them: the fewer
   * there are, the warmer the cache. Default: none, which leaves five.
   */
  readonly treat?: Readonly<Partial<Record<DeviceClass, DeviceClass>>>
}

/** The class that this trigger found: `ctx.get(device)`. */
export const device = /* @__PURE__ */ createKey<DeviceClass>('device class')

/**
 * Tells phones, tablets, desktops and televisions apart by the User-Agent, before the cache, in a
 * header of five values instead of the thousands that User-Agent itself has. What the viewer sent
 * under that name is overwritten. Who is no browser, or calls itself `Amazon CloudFront`, is
 * `unknown`.
 *
 * It runs on every request. The header must be in the cache key.
 *
 * @throws EdgeError `bad-option`.
 * @example
 * ```ts
 * import { ledge } from 'ledge'
 * import { device, deviceClass } from 'ledge/recipes/device-class'
 *
 * export const app = ledge()
 * app.viewerRequest(deviceClass({ treat: { tablet: 'desktop', tv: 'desktop', unknown: 'desktop' } }))
 * app.viewerRequest('/', (ctx, next) => {
 *   if (ctx.get(device) === 'mobile') ctx.request.uri = '/m/'
 *   return next()
 * })
 * ```
 */
export function deviceClass(options: DeviceClassOptions = {}): Middleware<'viewer-request'> {
  const { header, tell } = teller('deviceClass', options)
  const needs = { cacheKey: { headers: [header] } }
  return withNeeds<'viewer-request'>(needs, function deviceClass(ctx, next) {
    tell(ctx, deviceClassOf(ctx.request.headers.get('user-agent')))
    return next()
  })
}

/**
 * The same by what CloudFront itself found out, without a function on every request: it runs on
 * misses. CloudFront's four headers must be in the cache key; where they are not, all are `unknown`.
 *
 * @throws EdgeError `bad-option`.
 * @example
 * ```ts
 * import { ledge } from 'ledge'
 * import { cloudFrontDeviceClass } from 'ledge/recipes/device-class'
 *
 * export const app = ledge()
 * app.originRequest(cloudFrontDeviceClass())
 * ```
 */
export function cloudFrontDeviceClass(
  options: DeviceClassOptions = {},
): Middleware<'origin-request'> {
  const { tell } = teller('cloudFrontDeviceClass', options)
  const headers = ['Desktop', 'Mobile', 'SmartTV', 'Tablet'].map((k) => `CloudFront-Is-${k}-Viewer`)
  const needs = { cacheKey: { headers } }
  return withNeeds<'origin-request'>(needs, function cloudFrontDeviceClass(ctx, next) {
    const { smartTv, tablet, mobile, desktop } = ctx.device
    // More than one may be true: a tablet counts as mobile, too.
    if (smartTv) tell(ctx, 'tv')
    else if (tablet) tell(ctx, 'tablet')
    else if (mobile) tell(ctx, 'mobile')
    else tell(ctx, desktop ? 'desktop' : 'unknown')
    return next()
  })
}

interface Teller {
  readonly header: string
  tell(ctx: Context<RequestTrigger>, kind: DeviceClass): void
}

function teller(where: string, options: DeviceClassOptions): Teller {
  checkOptions<DeviceClassOptions>(where, options, {
    'header?': ownHeader,
    'treat?': [`classes by class, of ${classes.join(', ')}`, isTreatment],
  })
  const { header = 'x-device-class', treat = {} } = options
  return {
    header,
    tell(ctx, kind) {
      const counts = treat[kind] ?? kind
      ctx.set(device, counts)
      ctx.request.headers.set(header, counts)
    },
  }
}

const classes: readonly unknown[] = ['mobile', 'tablet', 'desktop', 'tv', 'unknown']

function isTreatment(value: unknown): boolean {
  return (
    typeof value === 'object' &&
    Object.entries(value ?? {}).every((pair) => pair.every((name) => classes.includes(name)))
  )
}
