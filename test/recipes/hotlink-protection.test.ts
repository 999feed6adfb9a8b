import { type HotlinkProtectionOptions, hotlinkProtection } from 'ledge/recipes/hotlink-protection'
import { type RunOutcome, run, viewerRequestEvent } from 'ledge/testing'
import 'ledge/testing/vitest'
import { describe, expect, test } from 'vitest'

const ask = (
  referer: string | string[] | undefined,
  options: HotlinkProtectionOptions = {},
): Promise<RunOutcome<'viewer-request'>> => {
  const headers: Record<string, string | string[]> = referer === undefined ? {} : { referer }
  return run(
    hotlinkProtection({ allow: ['partner.example', '*.example.org'], ...options }),
    viewerRequestEvent('/images/cat.jpg', { host: 'shop.example:443', headers }),
  )
}

describe('a file is shown', () => {
  test.each([
    'https://shop.example/',
    'http://shop.example:8080/cats?x=1',
    'https://SHOP.example/',
    'https://partner.example/page',
    'https://user:secret@partner.example/',
    'https://a.example.org/',
    'https://a.b.example.org/',
    'https://evil.example@partner.example/',
  ])('to %s', async (referer) => {
    expect(await ask(referer)).toPassThrough()
  })

  test('to the own host without any other named', async () => {
    const event = viewerRequestEvent('/', {
      host: 'shop.example',
      headers: { referer: 'https://shop.example/x' },
    })
    expect(await run(hotlinkProtection(), event)).toPassThrough()
  })

  test('to who sends no Referer, unless that is refused', async () => {
    for (const referer of [undefined, '']) {
      expect(await ask(referer)).toPassThrough()
      expect(await ask(referer, { empty: 'allow' })).toPassThrough()
      expect(await ask(referer, { empty: 'refuse' })).toReplyWith(403)
    }
  })
})

describe('a file is not shown', () => {
  test.each([
    'https://evil.example/',
    'https://example.org/',
    'https://evilexample.org/',
    'https://a.example.org.evil.example/',
    'https://partner.example.evil.example/',
    'https://evil.example/partner.example',
    'https://evil.example/?https://partner.example',
    'https://evil.example#@partner.example/',
    'https://evil.example\\@partner.example/',
    'https://partner.example@evil.example/',
    'https://partner.example:pass@evil.example/',
    'https://partner.example%2eevil.example/',
    'https://xpartner.example/',
    'ftp://partner.example/',
    'android-app://partner.example/',
    'javascript://partner.example/%0aalert(1)',
    'partner.example',
    '//partner.example/',
    'about:blank',
    'null',
    ' ',
    'https://',
    'https://[',
  ])('to %s', async (referer) => {
    const outcome = await ask(referer)
    expect(outcome).toReplyWith(403)
    expect(outcome).toHaveHeader('cache-control', 'no-store')
  })

  test('to who sends two Referers', async () => {
    expect(await ask(['https://partner.example/', 'https://evil.example/'])).toReplyWith(403)
    expect(await ask(['https://partner.example/', 'https://partner.example/'])).toReplyWith(403)
  })
})

test.each<[options: unknown, message: RegExp]>([
  ['partner.example', /an object of options, got "partner.example"/],
  [{ allow: 'partner.example' }, /allow to be a list of host names, .*got "partner.example"/],
  [{ allow: ['https://partner.example'] }, /allow to be a list of host names/],
  [{ allow: ['partner.example/'] }, /allow to be a list of host names/],
  [{ allow: ['partner.*'] }, /allow to be a list of host names/],
  [{ allow: ['*'] }, /allow to be a list of host names/],
  [{ allow: [''] }, /allow to be a list of host names/],
  [{ allow: [7] }, /allow to be a list of host names/],
  [{ empty: true }, /empty to be allow or refuse, got true/],
  [{ hosts: [] }, /an option among allow, empty, got "hosts"/],
])('%o is refused where the app is built', (options, message) => {
  const build = () => hotlinkProtection(options as HotlinkProtectionOptions)
  expect(build).toThrow(message)
  expect(build).toThrow(/^hotlinkProtection: expected /)
  expect(build).toThrow(expect.objectContaining({ code: 'bad-option' }))
})
