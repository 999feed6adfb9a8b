import { expect, test } from 'vitest'
import type { Origin } from '../../src/message/origin.js'
import { type OriginChoice, originSwitch } from '../../src/recipe-kit/origin-switch.js'
import { originRequestEvent, run } from '../../src/testing/index.js'

const switched = (to: OriginChoice) => {
  const use: (origin: Origin) => void = originSwitch('test', to)
  return run((ctx, next) => {
    use(ctx.request.origin)
    return next()
  }, originRequestEvent('/shoes'))
}

test('a web server is used, with Host kept in step', async () => {
  const outcome = await switched({ custom: { domainName: 'new.example.com', port: 8443 } })
  expect(outcome.origin?.custom).toMatchObject({ domainName: 'new.example.com', port: 8443 })
  expect(outcome.headers.get('host')).toBe('new.example.com')
})

test('a bucket is used, with Host kept in step', async () => {
  const domainName = 'b.s3.eu-central-1.amazonaws.com'
  const outcome = await switched({ s3: { domainName } })
  expect(outcome.origin?.s3).toMatchObject({ domainName, authMethod: 'none' })
  expect(outcome.headers.get('host')).toBe(domainName)
})

test.each<[to: unknown, message: string]>([
  [undefined, 'test: expected an origin as { custom: … } or { s3: … }, got undefined.'],
  [{}, 'test: expected an origin as { custom: … } or { s3: … }, got an object with no keys.'],
  [
    { custom: { domainName: 'a.example' }, s3: { domainName: 'b.example' } },
    'test: expected an origin as { custom: … } or { s3: … }, got an object with custom, s3.',
  ],
  [
    { custom: { domainName: 'https://new.example.com' } },
    'test: origin.custom.domainName: expected',
  ],
  [
    { custom: { domainName: 'new.example.com', port: 25 } },
    'test: origin.custom.port: expected 80, 443 or',
  ],
  [
    { custom: { domainName: 'new.example.com', customHeaders: { 'x-a': 'a\r\nb' } } },
    'test: Expected the value of',
  ],
])('%j is refused at once', (to, message) => {
  expect(() => originSwitch('test', to as OriginChoice)).toThrow(
    expect.objectContaining({ code: 'bad-option', message: expect.stringContaining(message) }),
  )
})
