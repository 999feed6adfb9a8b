import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { EdgeError } from '../../src/error.js'
import type { CloudFrontBody, CloudFrontRequest } from '../../src/event.js'
import { BodyView } from '../../src/message/body.js'
import { Draft } from '../../src/message/draft.js'

const requestWith = (body?: Partial<CloudFrontBody>) => {
  const request: CloudFrontRequest = {
    clientIp: '192.0.2.1',
    method: 'POST',
    uri: '/',
    querystring: '',
    headers: { 'content-length': [{ key: 'Content-Length', value: '5' }] },
    ...(body && {
      body: { inputTruncated: false, action: 'read-only', encoding: 'base64', data: '', ...body },
    }),
  }
  const draft = new Draft(request)
  return { request, draft, body: new BodyView(draft) }
}

const base64 = (data: string | Uint8Array) => ({ data: Buffer.from(data).toString('base64') })

describe('reading', () => {
  test.each([
    ['', ''],
    ['a=1&b=é', 'a=1&b=é'],
    ['\ufeffwith a mark', 'with a mark'],
    [Uint8Array.of(0x61, 0xff, 0x62), 'a\ufffdb'],
    [Uint8Array.of(0xe2, 0x82), '\ufffd'],
  ])('%j as text is %j', (sent, text) => {
    expect(requestWith(base64(sent)).body.text()).toBe(text)
  })

  test.each(['%%%', 'YQ', 'YQ=', '=', 'Y\nQ==', 'é', '\ud800'])(
    'bad base64 %j does not throw',
    (data) => {
      const { body } = requestWith({ data })
      expect(body.text()).toBe(Buffer.from(data, 'base64').toString())
      expect(body.bytes()).toEqual(new Uint8Array(Buffer.from(data, 'base64')))
    },
  )

  test('bytes are plain, whole and nobody else’s memory', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 100 }), (sent) => {
        const bytes = requestWith(base64(sent)).body.bytes()
        expect(bytes).toEqual(sent)
        expect(Buffer.isBuffer(bytes)).toBe(false)
        expect(bytes.buffer.byteLength).toBe(sent.length)
      }),
    )
  })

  test.each([
    [
      'a=1&a=2&b=x+y%20z',
      [
        ['a', '1'],
        ['a', '2'],
        ['b', 'x y z'],
      ],
    ],
    ['?a=1', [['?a', '1']]],
    ['', []],
    [
      '%zz&=&__proto__=1',
      [
        ['%zz', ''],
        ['', ''],
        ['__proto__', '1'],
      ],
    ],
  ])('%j as a form is %j', (sent, pairs) => {
    expect([...requestWith(base64(sent)).body.form()]).toEqual(pairs)
  })

  test.each(['{"a":[1,"é"]}', '\ufeff{"a":1}', 'null', ' 1 ', '"x"'])('%j is JSON', (sent) => {
    expect(requestWith(base64(sent)).body.json()).toEqual(JSON.parse(sent.replace('\ufeff', '')))
  })

  test.each(['', '{', 'undefined', "{'password':'hunter2'}", '\0'])(
    '%j is not: an error that answers 400 and does not quote the body',
    (sent) => {
      const read = () => requestWith(base64(sent)).body.json()
      expect(read).toThrow(EdgeError)
      expect(read).toThrow(expect.objectContaining({ code: 'bad-request', reply: { status: 400 } }))
      expect(read).toThrow(`got ${sent.length} characters`)
      expect(read).not.toThrow(expect.objectContaining({ cause: expect.anything() }))
    },
  )

  test('__proto__ in JSON is a member like others and changes no prototype', () => {
    const value = requestWith(base64('{"__proto__":{"admin":true}}')).body.json<object>()
    expect(Object.keys(value)).toEqual(['__proto__'])
    expect(Object.getPrototypeOf(value)).toBe(Object.prototype)
    expect(({} as { admin?: boolean }).admin).toBeUndefined()
  })

  test('a request that lost its body reads as an empty one', () => {
    const { body } = requestWith()
    expect([body.truncated, body.text(), [...body.bytes()]]).toEqual([false, '', []])
  })
})

describe('a truncated body', () => {
  const cut = { ...base64('{"a":'), inputTruncated: true }

  test.each(['text', 'json', 'form', 'bytes'] as const)('%s answers 413', (read) => {
    const { body } = requestWith(cut)
    expect(body.truncated).toBe(true)
    expect(() => body[read]()).toThrow(
      expect.objectContaining({ code: 'payload-too-large', reply: { status: 413 } }),
    )
    expect(() => body[read]({ partial: false })).toThrow(/partial: true/)
  })

  test('is read in part where that is asked for', () => {
    const { body } = requestWith(cut)
    expect(body.text({ partial: true })).toBe('{"a":')
    expect(body.bytes({ partial: true })).toHaveLength(5)
    expect([...body.form({ partial: true })]).toEqual([['{"a":', '']])
    expect(() => body.json({ partial: true })).toThrow(
      expect.objectContaining({ code: 'bad-request' }),
    )
  })

  test('is whole again once it is replaced, and inputTruncated stays as CloudFront set it', () => {
    const { body, draft } = requestWith(cut)
    body.replace('{}')
    expect(body.truncated).toBe(false)
    expect(body.json()).toEqual({})
    expect(draft.message.body?.inputTruncated).toBe(true)
  })
})

describe('replace', () => {
  test.each([
    ['naïve', { encoding: 'text', data: 'naïve' }],
    ['', { encoding: 'text', data: '' }],
    [Uint8Array.of(0, 255), { encoding: 'base64', data: 'AP8=' }],
    [Buffer.from('hi'), { encoding: 'base64', data: 'aGk=' }],
    [Uint8Array.of(1, 2, 3).subarray(1), { encoding: 'base64', data: 'AgM=' }],
  ])('%j is sent as %j', (data, sent) => {
    const { body, draft } = requestWith(base64('old'))
    body.replace(data)
    expect(draft.message.body).toEqual({ inputTruncated: false, action: 'replace', ...sent })
    expect(body.bytes()).toEqual(new Uint8Array(Buffer.from(data)))
  })

  test('leaves the event and Content-Length alone', () => {
    const { body, draft, request } = requestWith(base64('old'))
    const before = structuredClone(request)
    body.replace('new and longer')
    expect(request).toEqual(before)
    expect(draft.headers).toEqual(request.headers)
  })

  test.each([undefined, null, 1, {}, new URLSearchParams('a=1')])('refuses %o', (data) => {
    const { body, draft, request } = requestWith(base64('old'))
    expect(() => body.replace(data as unknown as string)).toThrow(
      expect.objectContaining({ code: 'bad-body' }),
    )
    expect(draft.message).toBe(request)
  })
})
