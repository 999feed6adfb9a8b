import { createHmac } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { EdgeError } from '../../src/error.js'
import type { CloudFrontHeaders } from '../../src/event.js'
import { CookieView } from '../../src/message/cookies.js'
import { Draft } from '../../src/message/draft.js'
import { HeaderView } from '../../src/message/headers.js'
import { SetCookieView } from '../../src/message/set-cookies.js'
import { type SignedCookies, signedCookies } from '../../src/message/signed-cookies.js'

const secret = 'correct horse battery staple'
const older = 'an older secret of this app'

/** What the browser sends back of what was set: the whole way over both headers. */
function roundTrip(signed: SignedCookies, name: string, value: string): string {
  const response = new Draft<{ readonly headers: CloudFrontHeaders }>({ headers: {} })
  signed.set({ cookies: new SetCookieView(new HeaderView(response)) }, name, value, {
    secure: true,
  })
  const line = response.headers['set-cookie']?.[0]?.value ?? ''
  expect(line).toMatch(/; Path=\/; Secure$/)
  return line.slice(0, line.indexOf(';'))
}

function read(signed: SignedCookies, name: string, cookie: string): string | undefined {
  const headers = { cookie: [{ key: 'Cookie', value: cookie }] }
  return signed.get(
    { request: { cookies: new CookieView(new HeaderView(new Draft({ headers }))) } },
    name,
  )
}

describe('signedCookies', () => {
  const signed = signedCookies(secret)

  test('is HMAC-SHA256 in base64url over purpose, name and value', () => {
    const mac = createHmac('sha256', secret).update('cookie:user=ann').digest('base64url')
    expect(roundTrip(signed, 'user', 'ann')).toBe(`user=ann.${mac}`)
  })

  test.each(['', 'ann', 'a.b.c', '.', 'x y;€"=', '🐑'])('%j reads back', (value) => {
    expect(read(signed, 'user', roundTrip(signed, 'user', value))).toBe(value)
  })

  test('any text reads back', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (value) => {
        expect(read(signed, 'user', roundTrip(signed, 'user', value))).toBe(value)
      }),
    )
  })

  test('half of a surrogate pair reads back as U+FFFD', () => {
    expect(read(signed, 'user', roundTrip(signed, 'user', '\ud800'))).toBe('\ufffd')
  })

  const good = roundTrip(signed, 'user', 'ann')
  const signature = good.slice('user=ann.'.length)

  test.each([
    ['absent', ''],
    ['unsigned', 'user=ann'],
    ['empty', 'user='],
    ['of another value', `user=eve.${signature}`],
    ['of a longer value', `user=ann.x.${signature}`],
    ['of another name', good.replace('user', 'admin')],
    ['without a value', `user=${signature}`],
    ['with an empty value', `user=.${signature}`],
    ['without a dot', roundTrip(signed, 'user', '').replace('.', '')],
    ['without a signature', 'user=ann.'],
    ['truncated', good.slice(0, -1)],
    ['longer', `${good}A`],
    ['padded', `${good}=`],
    // The last of 43 characters holds two bits that decoding throws away.
    ['spelt otherwise, for the same bytes', good.slice(0, -1) + sibling(signature.at(-1) ?? '')],
    ['followed by what a lenient decoder skips', `${good}%0A`],
    ['with a signature that is not ASCII', `user=ann.${'%C3%A9'.repeat(43)}`],
    ['of another secret', roundTrip(signedCookies(older), 'user', 'ann')],
  ])('refuses a cookie %s', (_, cookie) => {
    expect(read(signed, 'user', cookie)).toBeUndefined()
    expect(read(signed, 'admin', cookie)).toBeUndefined()
  })

  test('refuses every cookie of which one character is another', () => {
    for (let i = 'user='.length; i < good.length; i++) {
      const other = good[i] === 'x' ? 'y' : 'x'
      expect(read(signed, 'user', good.slice(0, i) + other + good.slice(i + 1))).toBeUndefined()
    }
  })

  test('the first secret signs and all verify', () => {
    const before = signedCookies(older)
    const rotated = signedCookies([secret, older])
    expect(read(rotated, 'user', roundTrip(before, 'user', 'ann'))).toBe('ann')
    expect(roundTrip(rotated, 'user', 'ann')).toBe(good)
    expect(read(before, 'user', good)).toBeUndefined()
  })

  test.each([
    ['', /at least 16 characters .* got one of 0 characters/],
    ['fifteen letters', /got one of 15 characters/],
    [[], /got none/],
    [[secret, 'short'], /got one of 5 characters/],
    [undefined, /got none/],
    [[undefined], /got undefined/],
  ])('refuses the secret %j without showing it', (bad, message) => {
    const build = () => signedCookies(bad as string)
    expect(build).toThrow(message)
    expect(build).toThrow(expect.objectContaining({ code: 'bad-option' }))
    expect(build).toThrow(EdgeError)
    expect(build).not.toThrow(/fifteen|short/)
  })
})

/** The base64url character that differs in the lowest bit. */
function sibling(character: string): string {
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'
  return alphabet[alphabet.indexOf(character) ^ 1] ?? ''
}
