import type { Context, Middleware, ReadableHeaders, WritableHeaders } from 'ledge'
import {
  aBoolean,
  addToList,
  bestImageFormat,
  checkOptions,
  type DeviceClass,
  deviceClassOf,
  hintedWidth,
  type ImageFormat,
  imageHints,
  isListOf,
} from 'ledge/recipe-kit'

export interface DeviceImagesOptions {
  /** The widths that there are renditions of, in pixels. */
  readonly widths: readonly number[]
  /** The formats that there are renditions in beside the original's, best first. Default avif, webp. */
  readonly formats?: readonly ImageFormat[]
  /** Pixels across, by device, where the browser sends no hints. Default: mobile 960, tablet 1600, others 1920. */
  readonly screens?: Readonly<Partial<Record<DeviceClass, number>>>
  /**
   * The uri of a rendition. `{dir}` is the original's folder, `{name}` its name without the extension
   * `{ext}`, `{width}` one of `widths`, `{format}` the extension that goes with the format. Default
   * `{dir}/{name}.{width}.{format}`.
   */
  readonly template?: string
  /** Whether to go by the client hints that Chromium's browsers send once asked. Default true. */
  readonly hints?: boolean
}

type ViewerRequest = Context<'viewer-request'>['request']

/** Pixels across the screen of a device of that kind, as most are now. */
const usual: Readonly<Record<DeviceClass, number>> = {
  mobile: 960,
  tablet: 1600,
  desktop: 1920,
  tv: 1920,
  unknown: 1920,
}

/**
 * Gives each device an image of a fitting size and format: `/cat.jpg` becomes `/cat.960.avif`, and so
 * on to the cache. The width is the least of `widths` that fills the image (Sec-CH-Width), the window
 * (Sec-CH-Viewport-Width, Sec-CH-DPR) or the device's usual screen; the format is the best that Accept
 * names by itself, since browsers send `image/*` for formats they cannot show. The renditions must
 * exist at the origin: three widths of a JPEG make up to nine. Only `.jpg`, `.jpeg` and `.png` are
 * rewritten.
 *
 * At viewer-request it runs on every request, and nothing but the uri needs to be in the cache key.
 * At origin-response it runs on misses: on images it adds `Vary`, for caches behind CloudFront, and on
 * pages `Accept-CH`, which asks for the hints. To images from another host than the page's, browsers
 * send them only if a Permissions-Policy says so.
 *
 * @throws EdgeError `bad-option`.
 * @example
 * ```ts
 * import { ledge } from 'ledge'
 * import { deviceImages } from 'ledge/recipes/device-images'
 *
 * export const app = ledge()
 * const images = deviceImages({ widths: [480, 960, 1920] })
 * app.viewerRequest('/images/*path', images)
 * app.originResponse(images)
 * ```
 */
export function deviceImages(
  options: DeviceImagesOptions,
): Middleware<'viewer-request' | 'origin-response'> {
  checkOptions<DeviceImagesOptions>('deviceImages', options, {
    widths: ['a list of widths in pixels', (v) => arePixels(v) && v.length > 0],
    'formats?': ['a list of avif and webp', (v) => isListOf(v, /^(?:avif|webp)$/)],
    'screens?': ['pixels by device', (v) => arePixels(Object.values(v ?? {}))],
    'template?': ['a path with {dir}, {name}, {width} and {format}', isTemplate],
    'hints?': aBoolean,
  })
  const { formats = ['avif', 'webp'], template = '{dir}/{name}.{width}.{format}' } = options
  const { hints = true, screens } = options
  const widths = [...options.widths].sort((a, b) => a - b)

  return function deviceImages(ctx, next) {
    if (ctx.trigger === 'viewer-request') choose(ctx.request)
    else announce(ctx.response.headers, hints ? imageHints : [])
    return next()
  }

  function choose(request: ViewerRequest): void {
    const { uri, method, headers, querystring } = request
    const [, dir = '', name = '', ext] = /^(.*)\/([^/]+)\.(jpe?g|png)$/i.exec(uri) ?? []
    if (ext === undefined || (method !== 'GET' && method !== 'HEAD')) return
    const least = (hints ? hintedWidth(headers) : undefined) ?? usualWidth(headers)
    const width = String(widths.find((one) => one >= least) ?? widths.at(-1))
    const format = bestImageFormat(headers.get('accept'), ext, formats)
    const rendition = fill(template, { dir, name, ext, width, format })
    // CloudFront takes no more; what does not fit is served as it is.
    if (rendition.length + querystring.length < 8192) request.uri = rendition
  }

  function usualWidth(headers: ReadableHeaders): number {
    const device = deviceClassOf(headers.get('user-agent'))
    return screens?.[device] ?? usual[device]
  }
}

/** Tells caches what images depend on, and asks browsers for it. */
function announce(headers: WritableHeaders<'origin-response'>, asked: readonly string[]): void {
  const type = headers.get('content-type') ?? ''
  if (/^image\/(?:jpeg|png|avif|webp)\b/i.test(type)) {
    addToList(headers, 'vary', ['Accept', 'User-Agent', ...asked])
  } else if (/^text\/html\b/i.test(type)) addToList(headers, 'accept-ch', asked)
}

/** A placeholder that there is nothing for stays. */
function fill(template: string, parts: Readonly<Record<string, string>>): string {
  return template.replace(/\{(\w+)\}/g, (placeholder, part) => parts[part] ?? placeholder)
}

function isTemplate(value: unknown): boolean {
  const template = String(value)
  const filled = fill(template, { dir: '', name: 'n', ext: 'e', width: '1', format: 'f' })
  const needed = ['{dir}', '{name}', '{width}', '{format}']
  return needed.every((part) => template.includes(part)) && /^\/[^\s?#{}]*$/.test(filled)
}

function arePixels(value: unknown): value is number[] {
  return Array.isArray(value) && value.every((item) => Number.isSafeInteger(item) && item > 0)
}
