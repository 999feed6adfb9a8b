import { describe, expect, test } from 'vitest'
import { EdgeError } from '../../src/error.js'
import { html, json, reply, text } from '../../src/message/reply.js'

describe('reply', () => {
  test('is a 200 without a body unless told otherwise', () => {
    expect(reply().message).toEqual({
      status: '200',
      statusDescription: 'OK',
      headers: { 'cache-control': [{ key: 'Cache-Control', value: 'no-store' }] },
    })
  })

  test('writes headers in CloudFront shape, one line per value', () => {
    const made = reply({
      status: 302,
      headers: { location: '/a', 'set-cookie': ['a=1', 'b=2'], 'X-CamelCase': 'kept' },
    })
    expect(made.message).toEqual({
      status: '302',
      statusDescription: 'Found',
      headers: {
        location: [{ key: 'Location', value: '/a' }],
        'set-cookie': [
          { key: 'Set-Cookie', value: 'a=1' },
          { key: 'Set-Cookie', value: 'b=2' },
        ],
        'x-camelcase': [{ key: 'X-CamelCase', value: 'kept' }],
        'cache-control': [{ key: 'Cache-Control', value: 'no-store' }],
      },
    })
  })

  test('keeps the cache-control it is given, and forgets its own when that is deleted', () => {
    const cached = reply({ headers: { 'Cache-Control': 'max-age=60' } })
    expect(cached.headers.get('cache-control')).toBe('max-age=60')
    const bare = reply()
    bare.headers.delete('cache-control')
    expect(bare.message.headers).toEqual({})
  })

  test('one reply’s cache-control is not another’s', () => {
    reply().headers.append('cache-control', 'private')
    expect(reply().headers.get('cache-control')).toBe('no-store')
  })

  test('sends bytes as base64, also those of a view into a larger buffer', () => {
    const bytes = new Uint8Array([0, 255, 254, 1]).subarray(1, 3)
    expect(reply({ body: bytes }).message).toMatchObject({ body: '//4=', bodyEncoding: 'base64' })
  })

  test('a later status takes its phrase with it', () => {
    const made = reply()
    made.status = 404
    expect(made.message).toMatchObject({ status: '404', statusDescription: 'Not Found' })
  })

  test('sets and deletes cookies', () => {
    const made = reply()
    made.cookies.set('seen', 'yes', { path: '/', secure: true })
    expect(made.headers.getAll('set-cookie')).toEqual(['seen=yes; Path=/; Secure'])
  })

  test.each([199, 600, 200.5, Number.NaN, '200'])('refuses the status %s', (status) => {
    expect(() => reply({ status: status as number })).toThrow(
      expect.objectContaining({ code: 'bad-reply' }),
    )
  })

  test.each(['a\r\nset-cookie: x=1', 'a\nb', 'a\0b', '\u0085'])('refuses the value %j', (value) => {
    expect(() => reply({ headers: { 'x-a': value } })).toThrow(
      expect.objectContaining({ code: 'bad-header' }),
    )
  })

  test.each(['', 'a b', 'a:b', 'ü', '__proto__'])('refuses the name %j', (name) => {
    expect(() => reply({ headers: JSON.parse(`{ ${JSON.stringify(name)}: "x" }`) })).toThrow(
      EdgeError,
    )
    expect(({} as Record<string, unknown>).x).toBeUndefined()
  })
})

describe('text, html, json', () => {
  test.each([
    [text('hi'), 'text/plain; charset=utf-8', 'hi'],
    [html('<p>'), 'text/html; charset=utf-8', '<p>'],
    [json({ a: [1] }), 'application/json', '{"a":[1]}'],
  ])('set their content type', (made, type, body) => {
    expect(made.headers.get('content-type')).toBe(type)
    expect(made.message).toMatchObject({ status: '200', body, bodyEncoding: 'text' })
  })

  test('take a status or more', () => {
    expect(text('no', 403).status).toBe(403)
    const made = json([], { status: 201, headers: { 'content-type': 'application/hal+json' } })
    expect([made.status, made.headers.get('content-type')]).toEqual([201, 'application/hal+json'])
  })

  test('json refuses what has no JSON', () => {
    expect(() => json(undefined)).toThrow(expect.objectContaining({ code: 'bad-reply' }))
  })
})
