import { describe, expect, test } from 'vitest'
import type { CloudFrontHeaders } from '../../src/event.js'
import { Draft } from '../../src/message/draft.js'
import { HeaderView } from '../../src/message/headers.js'

function view(headers: CloudFrontHeaders): {
  headers: HeaderView
  draft: Draft<{ headers: CloudFrontHeaders }>
} {
  const draft = new Draft({ headers })
  return { headers: new HeaderView(draft), draft }
}

describe('reading', () => {
  const { headers } = view({
    accept: [{ key: 'Accept', value: 'text/html' }, { value: '*/*' }],
    cookie: [
      { key: 'Cookie', value: 'a=1' },
      { key: 'cookie', value: 'b=2' },
    ],
  })

  test('joins lines as HTTP says, cookies with a semicolon', () => {
    expect(headers.get('Accept')).toBe('text/html, */*')
    expect(headers.get('COOKIE')).toBe('a=1; b=2')
    expect(headers.get('missing')).toBeUndefined()
  })

  test('gives lines one by one', () => {
    expect(headers.getAll('accept')).toEqual(['text/html', '*/*'])
    expect([...headers]).toEqual([
      ['accept', 'text/html'],
      ['accept', '*/*'],
      ['cookie', 'a=1'],
      ['cookie', 'b=2'],
    ])
  })

  test.each(['constructor', '__proto__', 'toString', 'hasOwnProperty'])(
    'does not take the object’s own %s for a header',
    (name) => {
      expect(headers.has(name)).toBe(false)
      expect(headers.get(name)).toBeUndefined()
    },
  )

  test('reads a message without headers', () => {
    expect(new HeaderView(new Draft({} as { headers: CloudFrontHeaders })).get('a')).toBeUndefined()
  })
})

describe('writing', () => {
  test('spells a lower-case name as CloudFront does, any other as written', () => {
    const { headers, draft } = view({})
    headers.set('x-foo', '1')
    headers.set('X-FOO-bar', '2')
    expect(draft.headers).toEqual({
      'x-foo': [{ key: 'X-Foo', value: '1' }],
      'x-foo-bar': [{ key: 'X-FOO-bar', value: '2' }],
    })
  })

  test('keeps the spelling of a header that is there', () => {
    const { headers, draft } = view({ etag: [{ key: 'ETag', value: '"1"' }] })
    headers.set('etag', '"2"')
    headers.append('Etag', '"3"')
    expect(draft.headers.etag).toEqual([
      { key: 'ETag', value: '"2"' },
      { key: 'ETag', value: '"3"' },
    ])
  })

  test('sets one line per value, and none for an empty list', () => {
    const { headers, draft } = view({ link: [{ key: 'link', value: 'a' }] })
    headers.set('link', ['b', 'c'])
    expect(draft.headers.link).toEqual([
      { key: 'link', value: 'b' },
      { key: 'link', value: 'c' },
    ])
    headers.set('link', [])
    expect(draft.headers).toEqual({})
  })

  test('leaves what came as it came', () => {
    const came: CloudFrontHeaders = { a: [{ key: 'A', value: '1' }], b: [{ key: 'B', value: '2' }] }
    const copy = structuredClone(came)
    const { headers, draft } = view(came)
    headers.set('a', 'changed')
    headers.append('b', 'more')
    headers.set('c', 'new')
    expect(headers.delete('b')).toBe(true)
    expect(headers.delete('b')).toBe(false)
    expect(came).toEqual(copy)
    expect(Object.keys(draft.headers)).toEqual(['a', 'c'])
  })

  test('a header named __proto__ that a viewer sent survives, and pollutes nothing', () => {
    const came: CloudFrontHeaders = JSON.parse('{"__proto__":[{"value":"x"}],"a":[{"value":"1"}]}')
    const { headers, draft } = view(came)
    headers.delete('a')
    headers.set('b', '2')
    expect(JSON.stringify(draft.headers)).toBe(
      '{"__proto__":[{"value":"x"}],"b":[{"key":"B","value":"2"}]}',
    )
    expect(Object.getPrototypeOf(draft.headers)).toBe(Object.prototype)
  })

  test.each(['x\r\ny', 'x\0', '\x1b[31m', '\x7f'])('refuses the value %j', (value) => {
    const { headers } = view({})
    expect(() => headers.set('x-a', value)).toThrow(expect.objectContaining({ code: 'bad-header' }))
    expect(() => headers.append('x-a', value)).toThrow(/Expected the value of X-A/)
  })

  test('takes a tab and letters beyond ASCII', () => {
    const { headers } = view({})
    headers.set('x-a', 'a\tb é')
    expect(headers.get('x-a')).toBe('a\tb é')
  })
})

describe('a draft', () => {
  test('a state is kept from later writes, and can be put back', () => {
    const { headers, draft } = view({ a: [{ value: '1' }] })
    headers.set('a', '2')
    const { state } = draft
    headers.set('a', '3')
    headers.set('b', '4')
    draft.state = state
    expect([...headers]).toEqual([['a', '2']])
    headers.delete('a')
    draft.state = state
    expect([...headers]).toEqual([['a', '2']])
    draft.replace(draft.came)
    expect([...headers]).toEqual([['a', '1']])
  })

  test('is the very message that came where nothing has changed', () => {
    const message = { headers: {} }
    expect(new Draft(message).message).toBe(message)
    expect(new Draft(message).finish()).toBe(message)
  })

  test('what a look at it shows stays as it was; only the end writes to what came', () => {
    const message: { headers: CloudFrontHeaders } = { headers: { a: [{ value: '1' }] } }
    const draft = new Draft(message)
    new HeaderView(draft).delete('a')
    const look = draft.message
    new HeaderView(draft).set('b', '2')
    expect(look).toEqual({ headers: {} })
    expect(message).toEqual({ headers: { a: [{ value: '1' }] } })
    expect(draft.finish()).toBe(message)
    expect(Object.keys(message.headers)).toEqual(['b'])
  })
})
