import { type CloudFrontRequest, ledge } from 'ledge'
import { type DeviceImagesOptions, deviceImages } from 'ledge/recipes/device-images'
import { localCache, originResponseEvent, run, viewerRequestEvent } from 'ledge/testing'
import { describe, expect, test } from 'vitest'
import 'ledge/testing/vitest'
import { browsers, programs } from '../fixtures/user-agents.js'

const widths = [480, 960, 1920]
const images = deviceImages({ widths })

/** The uri that a browser's request for an image goes on with. */
async function uriFor(
  target: string,
  headers: Record<string, string | string[]> = {},
  options: Partial<DeviceImagesOptions> = {},
) {
  const recipe = deviceImages({ widths, ...options })
  const { uri } = await run(recipe, viewerRequestEvent(target, { headers }))
  return uri
}

const phone = browsers.find(({ name }) => name === 'Chrome on Android')?.userAgent ?? ''

describe('what each browser is served', () => {
  const usual = { mobile: 960, tablet: 1920, desktop: 1920, tv: 1920, unknown: 1920 }

  test('the table is long enough', () => {
    expect(browsers.length + programs.length).toBeGreaterThan(80)
  })

  test.each(
    browsers.map(({ name, userAgent, accept, device, format }) => {
      const uri = `/images/cat.${usual[device]}.${format}`
      return { name, userAgent, accept, uri }
    }),
  )('$name: $uri', async ({ userAgent, accept, uri }) => {
    const headers = { 'user-agent': userAgent, accept }
    expect(await uriFor('/images/cat.jpg', headers)).toBe(uri)
  })

  test.each(programs)('%s: a plain JPEG', async (userAgent) => {
    const uri = await uriFor('/images/cat.jpg', { 'user-agent': userAgent, accept: '*/*' })
    expect(uri).toMatch(/^\/images\/cat\.(960|1920)\.jpg$/)
  })
})

describe('the format', () => {
  test.each<[accept: string | undefined, target: string, extension: string]>([
    ['image/avif,image/webp', '/cat.jpg', 'avif'],
    ['image/webp,image/avif', '/cat.jpg', 'avif'],
    ['image/webp', '/cat.png', 'webp'],
    ['IMAGE/WEBP', '/cat.png', 'webp'],
    // Whoever takes any image does not say that it can show these.
    ['image/*', '/cat.jpg', 'jpg'],
    ['*/*', '/cat.jpg', 'jpg'],
    ['image/*,*/*;q=0.8', '/cat.jpeg', 'jpeg'],
    [undefined, '/cat.jpg', 'jpg'],
    ['', '/cat.jpg', 'jpg'],
    // Qualities
    ['image/avif;q=0.5,image/webp', '/cat.jpg', 'webp'],
    ['image/avif;q=0.5,image/webp;q=0.5', '/cat.jpg', 'avif'],
    ['image/avif;q=0,image/webp', '/cat.jpg', 'webp'],
    ['image/avif;q=0', '/cat.jpg', 'jpg'],
    ['image/avif;q=0,*/*', '/cat.jpg', 'jpg'],
    ['image/jpeg,image/avif;q=0.9', '/cat.jpg', 'jpg'],
    ['image/jpeg,image/avif;q=0.9', '/cat.png', 'avif'],
    ['image/png;q=0.9,image/webp;q=0.9', '/cat.png', 'webp'],
    ['image/webp;q=0.7,*/*;q=0.8', '/cat.png', 'png'],
    ['image/webp;q=2', '/cat.jpg', 'jpg'],
    ['ximage/webp, image/webpx, image/ webp', '/cat.jpg', 'jpg'],
  ])('%j for %s: .%s', async (accept, target, extension) => {
    expect(await uriFor(target, { accept: accept ?? [] })).toBe(`/cat.1920.${extension}`)
  })

  test('only what there is', async () => {
    const headers = { accept: 'image/avif,image/webp' }
    expect(await uriFor('/cat.jpg', headers, { formats: ['webp'] })).toBe('/cat.1920.webp')
    expect(await uriFor('/cat.jpg', headers, { formats: [] })).toBe('/cat.1920.jpg')
    expect(await uriFor('/cat.jpg', headers, { formats: ['webp', 'avif'] })).toBe('/cat.1920.webp')
  })
})

describe('the width', () => {
  const at = { 'user-agent': phone }
  test.each<[headers: Record<string, string | string[]>, width: number]>([
    [at, 960],
    [{ ...at, 'Sec-CH-Width': '300' }, 480],
    [{ ...at, 'Sec-CH-Width': '480' }, 480],
    [{ ...at, 'Sec-CH-Width': '481' }, 960],
    [{ ...at, 'Sec-CH-Width': '4000' }, 1920],
    [{ ...at, 'Sec-CH-Viewport-Width': '412', 'Sec-CH-DPR': '2.625' }, 1920],
    [{ ...at, 'Sec-CH-Viewport-Width': '360', 'Sec-CH-DPR': '2' }, 960],
    [{ ...at, 'Sec-CH-Viewport-Width': '360' }, 480],
    [{ ...at, 'Sec-CH-Width': '-1' }, 960],
    [{ ...at, 'Sec-CH-Width': ['300', '1900'] }, 960],
    [{ ...at, 'Sec-CH-Width': 'NaN', 'Sec-CH-DPR': 'Infinity' }, 960],
    [{ ...at, 'Sec-CH-Width': '1'.repeat(100_000) }, 960],
    // Names of hints that have gone out of use
    [{ ...at, Width: '300', DPR: '1', 'Viewport-Width': '300' }, 960],
  ])('for %j is %d', async (headers, width) => {
    expect(await uriFor('/cat.jpg', headers)).toBe(`/cat.${width}.jpg`)
  })

  test('goes by other screens, or without hints, where the options say so', async () => {
    expect(await uriFor('/cat.jpg', at, { screens: { mobile: 400 } })).toBe('/cat.480.jpg')
    const hinted = { ...at, 'Sec-CH-Width': '300' }
    expect(await uriFor('/cat.jpg', hinted, { hints: false })).toBe('/cat.960.jpg')
  })

  test('is one of the list, in whatever order that is', async () => {
    const headers = { ...at, 'Sec-CH-Width': '500' }
    expect(await uriFor('/cat.jpg', headers, { widths: [1920, 480, 960] })).toBe('/cat.960.jpg')
  })
})

describe('the uri', () => {
  test.each<[template: string, target: string, uri: string]>([
    ['{dir}/{name}.{width}.{format}', '/a/b/cat.jpg', '/a/b/cat.1920.webp'],
    ['{dir}/{name}.{width}.{format}', '/cat.jpg', '/cat.1920.webp'],
    ['/_img{dir}/{width}/{name}.{ext}.{format}', '/a/cat.PNG', '/_img/a/1920/cat.PNG.webp'],
    ['{dir}/{width}/{format}/{name}', '/a/b.c/cat.x.jpeg', '/a/b.c/1920/webp/cat.x'],
    ['{dir}/{name}.{width}.{format}', '/a/$&/{width}.jpg', '/a/$&/{width}.1920.webp'],
    ['{dir}/{name}.{width}.{format}', '/a%2Fb/c%zz.jpg', '/a%2Fb/c%zz.1920.webp'],
    [
      '{dir}/{name}.{width}.{format}',
      '//evil.example/../cat.jpg',
      '//evil.example/../cat.1920.webp',
    ],
  ])('by %s, %s becomes %s', async (template, target, uri) => {
    expect(await uriFor(target, { accept: 'image/webp' }, { template })).toBe(uri)
  })

  test.each([
    '/cat.svg',
    '/cat.gif',
    '/cat.webp',
    '/cat.avif',
    '/cat.jpg/',
    '/cat.jpgx',
    '/jpg',
    '/.jpg',
    '/',
    '/cat.jp%67',
  ])('%s stays as it is', async (target) => {
    const event = viewerRequestEvent(target, { headers: { accept: 'image/avif' } })
    expect(await run(images, event)).toPassThrough()
  })

  test('stays as it is where CloudFront would not take it any longer', async () => {
    const [fits, short] = [8_180, 8_181].map((length) => `/${'a'.repeat(length)}.jpg`)
    expect(await uriFor(fits!, { accept: 'image/avif' })).toHaveLength(8_191)
    expect(await uriFor(short!, { accept: 'image/avif' })).toBe(short)
  })

  test.each(['POST', 'PUT', 'OPTIONS'])('of a %s stays as it is', async (method) => {
    expect(await run(images, viewerRequestEvent('/cat.jpg', { method }))).toPassThrough()
  })

  test('keeps its query', async () => {
    expect(await run(images, viewerRequestEvent('/cat.jpg?v=2'))).toRewriteTo('/cat.1920.jpg?v=2')
  })
})

describe('at origin-response', () => {
  const type = (contentType: string, headers = {}) =>
    originResponseEvent('/', { headers: { 'content-type': contentType, ...headers } })
  const hints = 'Sec-CH-Width, Sec-CH-Viewport-Width, Sec-CH-DPR'

  test.each(['image/jpeg', 'image/png', 'image/webp', 'IMAGE/AVIF'])(
    '%s says what it depends on',
    async (contentType) => {
      const outcome = await run(images, type(contentType, { vary: 'accept' }))
      expect(outcome).toHaveHeader('vary', `accept, User-Agent, ${hints}`)
      expect(outcome.headers.has('accept-ch')).toBe(false)
    },
  )

  test('a page asks for the hints', async () => {
    const outcome = await run(images, type('text/html; charset=utf-8'))
    expect(outcome).toHaveHeader('accept-ch', hints)
    expect(outcome.headers.has('vary')).toBe(false)
  })

  test.each(['image/svg+xml', 'image/gif', 'application/json', ''])(
    '%j passes',
    async (contentType) => {
      expect(await run(images, type(contentType))).toPassThrough()
    },
  )

  test('a response without a type passes', async () => {
    expect(await run(images, type('x', { 'content-type': [] }))).toPassThrough()
  })

  test('without hints, none are named', async () => {
    const plain = deviceImages({ widths, hints: false })
    expect(await run(plain, type('image/jpeg'))).toHaveHeader('vary', 'Accept, User-Agent')
    expect(await run(plain, type('text/html'))).toPassThrough()
  })
})

test('on a warm cache everyone gets what they can show, and few entries serve them all', async () => {
  const app = ledge().viewerRequest('/images/*path', images).originResponse(images)
  const site = localCache(app, {
    origin: ({ uri }: CloudFrontRequest) => ({
      headers: { 'content-type': 'image/jpeg' },
      body: uri,
    }),
  })
  let misses = 0
  for (const { userAgent, accept, format } of [...browsers, ...browsers]) {
    const headers = { 'user-agent': userAgent, accept }
    const { response, cache } = await site.fetch(viewerRequestEvent('/images/cat.jpg', { headers }))
    expect(response.body?.split('.').at(-1)).toBe(format)
    if (cache === 'miss') misses++
  }
  expect(misses).toBeLessThanOrEqual(widths.length * 3)
})

test('it needs nothing of the policies', () => {
  expect(images.needs).toBeUndefined()
})

describe('what is refused when the app is built', () => {
  test.each<[options: unknown, message: string]>([
    [{}, 'expected widths to be a list of widths in pixels, got undefined.'],
    [{ widths: [] }, 'expected widths to be a list of widths in pixels, got an array of 0.'],
    [{ widths: [480, '960'] }, 'expected widths to be a list of widths in pixels'],
    [{ widths: [0] }, 'expected widths to be a list of widths in pixels'],
    [{ widths: [1.5] }, 'expected widths to be a list of widths in pixels'],
    [{ widths, formats: ['jxl'] }, 'expected formats to be a list of avif and webp'],
    [{ widths, formats: 'avif' }, 'expected formats to be a list of avif and webp'],
    [{ widths, screens: { mobile: '960' } }, 'expected screens to be pixels by device'],
    [{ widths, template: '{dir}/{name}.{width}' }, 'expected template to be a path with {dir}'],
    [{ widths, template: 'x{dir}/{name}.{width}.{format}' }, 'expected template to be a path'],
    [{ widths, template: '{dir}/{name}.{width}.{format}?v=1' }, 'expected template to be a path'],
    [{ widths, template: '{dir}/{name}.{width}.{format}{dpr}' }, 'expected template to be a path'],
    [{ widths, template: 7 }, 'expected template to be a path'],
    [{ widths, hints: 'no' }, 'expected hints to be true or false, got "no".'],
    [{ widths, sizes: [1] }, 'expected an option among widths, formats'],
  ])('%j', (options, message) => {
    expect(() => deviceImages(options as DeviceImagesOptions)).toThrow(
      expect.objectContaining({
        code: 'bad-option',
        message: expect.stringContaining(`deviceImages: ${message}`),
      }),
    )
  })
})
