import fc from 'fast-check'
import { except, forbidden, ledge, type Middleware } from 'ledge'
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
