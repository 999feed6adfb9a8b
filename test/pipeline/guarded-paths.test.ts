import fc from 'fast-check'
import { except, forbidden, ledge, type Middleware, text } from 'ledge'
import { expect, test } from 'vitest'
import { viewerRequest } from '../fixtures/events.js'

const word = fc.stringMatching(/^[A-Za-z0-9._~-]{1,8}$/).filter((text) => !/^\.+$/.test(text))

/** The same path in other letters: unreserved characters encoded, slashes doubled, dots walked. */
const respelled = fc
  .tuple(fc.array(word, { maxLength: 3 }), fc.infiniteStream(fc.nat(5)), word)
  .map(([rest, choices, detour]) => {
    const choice = (): number => choices.next().value ?? 0
    const spell = (char: string): string => {
      const hex = char.charCodeAt(0).toString(16)
      return [char, char, char, char, `%${hex}`, `%${hex.toUpperCase()}`][choice()] ?? char
    }
    const slash = (): string => {
      const dot = spell('.')
      return ['/', '/', '//', `/${dot}/`, `/${detour}/${dot}${dot}/`, '///'][choice()] ?? '/'
    }
    return ['account', ...rest]
      .map((segment) => slash() + [...segment].map(spell).join(''))
      .join('')
  })

const guard: Middleware<'viewer-request'> = () => forbidden()

test('no respelling of a guarded path gets past its guard', async () => {
  const guarded = ledge().viewerRequest('/account{/*rest}', guard).handler('viewer-request')
  const open = ledge()
    .viewerRequest(except({ path: '/account{/*rest}' }, guard))
    .handler('viewer-request')
  const mounted = ledge().mount('/account', ledge().viewerRequest(guard)).handler('viewer-request')
  await fc.assert(
    fc.asyncProperty(respelled, async (uri) => {
      expect(await guarded(viewerRequest({ uri }))).toMatchObject({ status: '403' })
      expect(await mounted(viewerRequest({ uri }))).toMatchObject({ status: '403' })
      // The other way round: what is meant for the path is for every spelling, which goes on as it came.
      expect(await open(viewerRequest({ uri }))).toMatchObject({ uri })
    }),
    { numRuns: 500 },
  )
})

// S3 and file servers decode them before they look for a file.
const slashes = ['%2f', '%2F', '%5c', '%5C', '\\']

test.each(slashes)(
  'a slash as %s is one for a guard, and is left to routes that take it for text',
  async (slash) => {
    const app = ledge()
      .viewerRequest('/account{/*rest}', guard)
      .viewerRequest('/files/:name', (ctx) => text(ctx.params.name))
      .handler('viewer-request')
    const refused = [
      `/account${slash}orders`,
      `/x/..${slash}account/orders`,
      `/x${slash}../account`,
    ]
    for (const uri of refused)
      expect(await app(viewerRequest({ uri }))).toMatchObject({ status: '403' })
    expect(await app(viewerRequest({ uri: `/files/a${slash}b` }))).toMatchObject({
      body: decodeURIComponent(`a${slash}b`),
    })
  },
)

test.each(slashes)('what is excepted from a guard is so in every reading of %s', async (slash) => {
  const app = ledge()
    .viewerRequest(except({ path: '/public{/*rest}' }, guard))
    .handler('viewer-request')
  for (const uri of [`/public/..${slash}account`, `/public${slash}a`, `/x${slash}../public`])
    expect(await app(viewerRequest({ uri }))).toMatchObject({ status: '403' })
  const uri = `/public/a${slash}b`
  expect(await app(viewerRequest({ uri }))).toMatchObject({ uri })
})

test.each([
  '/admin%2Fx',
  '/x/..%2Fadmin/users',
  '/public/..%2Fadmin%2Fusers%2Fx/..',
  '/admin/x%2Fy/../../users',
  '/%2f../admin',
  '/public/..%2Fadmin%2F%5C/..',
  '/public\\..\\admin',
  '/admin//../users',
  '/admin/.//../users',
  '/admin%2F/../users',
])('%s is under /admin for some server, and so for a guard', async (uri) => {
  const guarded = ledge().viewerRequest('/admin{/*rest}', guard).handler('viewer-request')
  const excepted = ledge()
    .viewerRequest(except({ path: '/public{/*rest}' }, guard))
    .handler('viewer-request')
  expect(await guarded(viewerRequest({ uri }))).toMatchObject({ status: '403' })
  expect(await excepted(viewerRequest({ uri }))).toMatchObject({ status: '403' })
})

test('params are of the first reading that a route matches', async () => {
  const app = ledge()
    .viewerRequest('/projects/:id{/*rest}', (ctx) => text(JSON.stringify(ctx.params)))
    .handler('viewer-request')
  const bodyOf = async (uri: string) => (await app(viewerRequest({ uri }))) as object
  expect(await bodyOf('/projects/group%2Fproject')).toMatchObject({
    body: '{"id":"group/project"}',
  })
  expect(await bodyOf('/projects%2Fgroup/project')).toMatchObject({
    body: '{"id":"group","rest":["project"]}',
  })
})

test.each(slashes)('with nonCanonical: reject, %s is refused', async (slash) => {
  const app = ledge({ nonCanonical: 'reject' })
    .viewerRequest((_ctx, next) => next())
    .handler('viewer-request')
  expect(await app(viewerRequest({ uri: `/a${slash}b` }))).toMatchObject({ status: '400' })
})

test('whatever the uri, it goes on as it came', async () => {
  const app = ledge()
    .viewerRequest('/a/*rest', (_ctx, next) => next())
    .viewerRequest((_ctx, next) => next())
    .handler('viewer-request')
  await fc.assert(
    fc.asyncProperty(fc.string({ unit: 'binary' }), async (rest) => {
      const uri = `/${rest}`
      expect(await app(viewerRequest({ uri }))).toMatchObject({ uri })
    }),
  )
})
