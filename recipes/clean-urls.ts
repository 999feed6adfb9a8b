import type { Middleware, RequestTrigger } from 'ledge'
import {
  checkOptions,
  type MovedOptions,
  moved,
  movedNeeds,
  names,
  seconds,
} from 'ledge/recipe-kit'

export interface CleanUrlsOptions extends MovedOptions {
  /** The file that stands for a folder. Default `index.html`. */
  readonly index?: string
}

/**
 * Pages without `.html`: `/about` and `/docs/` are what visitors see, `/about.html` and
 * `/docs/index.html` what the origin is asked for. Who asks for the file itself is sent to the clean
 * address, by 301, or by 308 where the method is not GET or HEAD. What has another extension passes, and
 * so does `/index.html`, since a distribution may have it as its default root object.
 *
 * With `trailingSlash` in front of it, `add` fits a site of `about/index.html`, `remove` one of `about.html`.
 *
 * Register it in one trigger, since the next one would take the file for what was asked. It depends on
 * the path alone, so origin-request is the place for it: there it runs on misses only. CloudFront fetches
 * its custom error pages through it, too: give them their clean paths, such as `/404`.
 *
 * @throws EdgeError `bad-option`.
 * @example
 * ```ts
 * import { ledge } from 'ledge'
 * import { cleanUrls } from 'ledge/recipes/clean-urls'
 *
 * export const app = ledge()
 * app.originRequest(cleanUrls())
 * ```
 */
export function cleanUrls(options: CleanUrlsOptions = {}): Middleware<RequestTrigger> {
  checkOptions<CleanUrlsOptions>('cleanUrls', options, {
    'index?': ['a file name that ends in .html', (name) => /^[\w-]+\.html$/.test(String(name))],
    'cache?': seconds,
    'query?': names,
  })
  const { index = 'index.html' } = options

  const step: Middleware<RequestTrigger> = function cleanUrls(ctx, next) {
    const { uri } = ctx.request
    const file = uri.slice(uri.lastIndexOf('/') + 1)
    // CloudFront asks for its default root object where a viewer asked for `/`: sent there again, it would
    // ask once more, for ever.
    // https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/DefaultRootObject.html
    if (uri === `/${index}`) return next()
    if (/.\.html$/.test(file)) {
      // All at once: a name with many endings would be led from one to the next.
      const name = file.replace(/(?<=.)(?:\.html)+$/, '')
      const folder = uri.slice(0, -file.length)
      const clean = `${name}.html` === index ? folder : `${folder}${name}`
      return moved(ctx, { origin: undefined, path: clean, query: '', hash: '' }, options)
    }
    if (file === '') ctx.request.uri = `${uri}${index}`
    else if (!file.includes('.')) ctx.request.uri = `${uri}.html`
    return next()
  }
  return Object.assign(step, { needs: movedNeeds(options) })
}
