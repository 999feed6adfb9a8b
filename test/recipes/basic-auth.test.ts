import { scryptSync } from 'node:crypto'
import { type BasicAuthOptions, basicAuth, hashPassword } from 'ledge/recipes/basic-auth'
import { type RunOutcome, run, type ViewerRequestInit, viewerRequestEvent } from 'ledge/testing'
import 'ledge/testing/vitest'
import { afterEach, describe, expect, test, vi } from 'vitest'

// The least cost there is: hundreds of hashes are made here.
const users = {
  ann: hashPassword('correct horse', 10),
  zoë: hashPassword('café:☕', 10),
  constructor: hashPassword('x', 10),
}
const auth = basicAuth({ users, realm: 'Staging' })

const login = (text: string): ViewerRequestInit => ({
  headers: { authorization: `Basic ${Buffer.from(text).toString('base64')}` },
})

const ask = (init: ViewerRequestInit, recipe = auth): Promise<RunOutcome<'viewer-request'>> =>
  run(recipe, viewerRequestEvent('/', init))

afterEach(() => vi.restoreAllMocks())

describe('a right login', () => {
  test.each(['ann:correct horse', 'zoë:café:☕', 'zoë:cafe\u0301:☕', 'constructor:x'])(
    '%j goes on without its header',
    async (text) => {
      const outcome = await ask({ ...login(text), cookies: { a: 'b' } })
      expect(outcome.changes).toEqual([
        expect.objectContaining({ op: 'remove', path: 'headers.authorization' }),
      ])
    },
  )

  test('is right in every spelling of the scheme', async () => {
    const encoded = Buffer.from('ann:correct horse').toString('base64')
    for (const value of [`basic ${encoded}`, `BASIC  ${encoded} `]) {
      expect((await ask({ headers: { authorization: value } })).kind).toBe('passed')
    }
  })

  test('is hashed once, and a digest remembered', async () => {
    const count = countHashes()
    const recipe = basicAuth({ users })
    for (let i = 0; i < 5; i++) {
      expect((await ask(login('ann:correct horse'), recipe)).kind).toBe('passed')
    }
    expect(count()).toBe(1)
  })

  test('is not pushed out by wrong ones', async () => {
    const recipe = basicAuth({ users })
    await ask(login('ann:correct horse'), recipe)
    for (let i = 0; i < 10; i++) await ask(login(`ann:${i}`), recipe)
    const count = countHashes()
    expect((await ask(login('ann:correct horse'), recipe)).kind).toBe('passed')
    expect(count()).toBe(0)
  })
})

describe('a wrong login', () => {
  test.each<[what: string, init: ViewerRequestInit]>([
    ['nothing', {}],
    ['an empty header', { headers: { authorization: '' } }],
    ['another scheme', { headers: { authorization: 'Bearer abc' } }],
    ['no base64', { headers: { authorization: 'Basic ann:correct horse' } }],
    ['no colon', login('anncorrect horse')],
    ['an empty login', login(':')],
    ['another password', login('ann:wrong')],
    ['a longer password', login('ann:correct horse ')],
    ['an empty password', login('ann:')],
    ['the hash as the password', login(`ann:${users.ann}`)],
    ['another user’s password', login('ann:x')],
    ['an unknown user', login('eve:correct horse')],
    ['a name that objects have', login('__proto__:x')],
    ['another case', login('Ann:correct horse')],
    [
      'something behind it',
      { headers: { authorization: `${login('ann:correct horse').headers?.authorization}, x` } },
    ],
    ['a long one', login(`ann:${'x'.repeat(10_000)}`)],
  ])('%s gets 401 and the challenge', async (_, init) => {
    const outcome = await ask(init)
    expect(outcome).toReplyWith(401)
    expect(outcome.headers.get('www-authenticate')).toBe('Basic realm="Staging", charset="UTF-8"')
    expect(outcome).toHaveHeader('cache-control', 'no-store')
    expect(JSON.stringify([outcome.logs, outcome.result])).not.toMatch(/horse|scrypt/)
  })

  test('in one of two headers is wrong, whichever', async () => {
    const good = String(login('ann:correct horse').headers?.authorization)
    const wrong = String(login('ann:wrong').headers?.authorization)
    for (const authorization of [
      [good, wrong],
      [wrong, good],
      [good, good],
    ]) {
      expect(await ask({ headers: { authorization } })).toReplyWith(401)
    }
  })

  test('costs one hash, whether the user exists or not', async () => {
    for (const text of ['ann:wrong', 'eve:wrong', ':', '__proto__:x']) {
      const count = countHashes()
      await ask(login(text))
      expect(count()).toBe(1)
      vi.restoreAllMocks()
    }
  })

  test('of an unknown user with a known user’s password is not remembered as right', async () => {
    for (let i = 0; i < 2; i++) expect(await ask(login('eve:correct horse'))).toReplyWith(401)
  })
})

test('a preflight passes, unless it may not', async () => {
  const headers = { origin: 'https://a.example', 'access-control-request-method': 'PUT' }
  const preflight = { method: 'OPTIONS', headers }
  expect(await ask(preflight)).toPassThrough()
  expect(await ask(preflight, basicAuth({ users, preflight: false }))).toReplyWith(401)
  expect(await ask({ method: 'OPTIONS' })).toReplyWith(401)
})

describe('hashPassword', () => {
  test('makes another hash every time, of scrypt with the cost it names', () => {
    const [one, two] = [hashPassword('x', 11), hashPassword('x', 11)]
    expect(one).not.toBe(two)
    const [, , parameters, salt = '', key = ''] = one.split('$')
    expect(parameters).toBe('ln=11,r=8,p=1')
    const expected = scryptSync('x', Buffer.from(salt, 'base64'), 32, { N: 2 ** 11, r: 8, p: 1 })
    expect(Buffer.from(key, 'base64')).toEqual(expected)
    expect(hashPassword('x')).toMatch(/^\$scrypt\$ln=14,/)
  })

  test('a hash that passlib made for its documentation is taken', async () => {
    const hash =
      '$scrypt$ln=16,r=8,p=1$aM15713r3Xsvxbi31lqr1Q$nFNh2CVHVjNldFVKDHDlm4CbdRSCdEBsjjJxD+iCs5E'
    const recipe = basicAuth({ users: { ann: hash } })
    expect((await ask(login('ann:password'), recipe)).kind).toBe('passed')
  })

  test.each([9, 17, 14.5, Number.NaN])('refuses the cost %d', (cost) => {
    expect(() => hashPassword('x', cost)).toThrow(/^hashPassword: expected a cost from 10 to 16/)
  })
})

describe('bad options are refused where the app is built', () => {
  const ann = users.ann

  test.each<[options: Record<string, unknown>, message: RegExp]>([
    [{}, /users to be names, each with a hash, got undefined/],
    [{ users: {} }, /at least one user/],
    [{ users: { ann: 'password' } }, /a hash that hashPassword made, for ann, got "string"/],
    [{ users: { ann: undefined } }, /a hash that hashPassword made, for ann, got "undefined"/],
    [{ users: { ann: ann.replace('r=8', 'r=9') } }, /a hash that hashPassword made/],
    [{ users: { ann: ann.replace('ln=10', 'ln=20') } }, /a hash that hashPassword made/],
    [{ users: { ann: ann.slice(0, -1) } }, /a hash that hashPassword made/],
    [{ users: { 'a:b': ann } }, /a hash that hashPassword made, for a:b/],
    [{ users: { ann, bob: hashPassword('x', 11) } }, /hashes of one cost/],
    [{ users, realm: 'a"b' }, /realm to be visible ASCII without quotes/],
    [{ users, realm: 'a\nb' }, /realm to be visible ASCII/],
    [{ users, realm: '' }, /realm to be visible ASCII/],
    [{ users, preflight: 'no' }, /preflight to be true or false/],
    [{ users, passwords: {} }, /an option among users, realm, preflight, got "passwords"/],
  ])('%o', (options, message) => {
    const build = () => basicAuth(options as unknown as BasicAuthOptions)
    expect(build).toThrow(message)
    expect(build).toThrow(/^basicAuth: expected /)
    expect(build).toThrow(expect.objectContaining({ code: 'bad-option' }))
  })
})

function countHashes(): () => number {
  const crypto = process.getBuiltinModule('node:crypto')
  const spy = vi.fn(crypto.scryptSync)
  vi.spyOn(process, 'getBuiltinModule').mockReturnValue({ ...crypto, scryptSync: spy } as never)
  return () => spy.mock.calls.length
}
