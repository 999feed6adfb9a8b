import { createHash } from 'node:crypto'
import { compose, tap } from 'ledge'
import { bodyHash } from 'ledge/recipes/body-hash'
import { run, viewerRequestEvent } from 'ledge/testing'
import 'ledge/testing/vitest'
import { describe, expect, test } from 'vitest'

const name = 'x-amz-content-sha256'
const hashOf = (data: string | Uint8Array): string =>
  createHash('sha256').update(data).digest('hex')

describe('bodyHash', () => {
  test.each<[what: string, body: string | Uint8Array]>([
    ['text', '{"name":"Zoë"}'],
    ['bytes', Uint8Array.from({ length: 256 }, (_, i) => i)],
    ['40 kB', 'x'.repeat(40_960)],
  ])('tells the origin the hash of %s', async (_, body) => {
    for (const method of ['POST', 'PUT', 'PATCH', 'DELETE']) {
      const outcome = await run(bodyHash(), viewerRequestEvent('/', { method, body }))
      expect(outcome.headers.getAll(name)).toEqual([hashOf(body)])
      expect(outcome.changes.map(({ path }) => path)).toEqual([`headers.${name}`])
    }
  })

  test('tells it of no body, too', async () => {
    const outcome = await run(bodyHash(), viewerRequestEvent('/', { method: 'DELETE' }))
    expect(outcome.headers.get(name)).toBe(hashOf(''))
  })

  test('hashes what was put in the place of the body', async () => {
    const replaced = compose(
      tap<'viewer-request'>((ctx) => ctx.request.body?.replace('other')),
      bodyHash(),
    )
    const outcome = await run(replaced, viewerRequestEvent('/', { body: 'x'.repeat(50_000) }))
    expect(outcome.headers.get(name)).toBe(hashOf('other'))
  })

  test('answers 413 to more than CloudFront hands over', async () => {
    const outcome = await run(bodyHash(), viewerRequestEvent('/', { body: 'x'.repeat(40_961) }))
    expect(outcome.status).toBe(413)
    expect(outcome.body).toBe('Payload Too Large')
  })

  test('leaves other requests alone, but for a hash that a viewer made up', async () => {
    for (const method of ['GET', 'HEAD', 'OPTIONS']) {
      expect(await run(bodyHash(), viewerRequestEvent('/', { method }))).toPassThrough()
      const forged = viewerRequestEvent('/', { method, headers: { [name]: hashOf('x') } })
      expect((await run(bodyHash(), forged)).headers.has(name)).toBe(false)
    }
    const headers = { 'X-Amz-Content-SHA256': ['UNSIGNED-PAYLOAD', hashOf('x')] }
    const outcome = await run(bodyHash(), viewerRequestEvent('/', { body: 'real', headers }))
    expect(outcome.headers.getAll(name)).toEqual([hashOf('real')])
  })

  test('says what is missing where CloudFront does not hand over the body', async () => {
    const headers = { 'content-length': '4' }
    const outcome = await run(bodyHash(), viewerRequestEvent('/', { method: 'POST', headers }))
    expect(outcome.kind).toBe('failed')
    expect(outcome.status).toBe(500)
    expect(outcome.error).toMatchObject({
      code: 'bad-event',
      message: 'bodyHash: expected the body. Associate with IncludeBody.',
    })
  })

  test('says what CloudFront must be told', () => {
    expect(bodyHash().needs).toEqual({ body: true, forward: { headers: [name] } })
  })
})
