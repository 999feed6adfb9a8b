import 'ledge/testing/vitest'
import { originRequestEvent, run } from 'ledge/testing'
import { expect, test } from 'vitest'
import { app } from './12-s3-to-custom.js'

const origin = { s3: { domainName: 'my-bucket.s3.amazonaws.com' } }

test('the parameter switches to the web server, and Host with it', async () => {
  const outcome = await run(app, originRequestEvent('/?useCustomOrigin=true', { origin }))
  expect(outcome.origin).toEqual({
    custom: {
      domainName: 'www.example.com',
      port: 443,
      protocol: 'https',
      path: '',
      sslProtocols: ['TLSv1', 'TLSv1.1'],
      readTimeout: 5,
      keepaliveTimeout: 5,
      customHeaders: {},
    },
  })
  expect(outcome).toHaveHeader('host', 'www.example.com')
})

test.each(['/?useCustomOrigin=false', '/'])('%s changes nothing', async (target) => {
  expect(await run(app, originRequestEvent(target, { origin }))).toPassThrough()
})
