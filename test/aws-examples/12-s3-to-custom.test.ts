import { expect, test } from 'vitest'
import { lines, originRequestS3 } from '../fixtures/events.js'
import { app } from './12-s3-to-custom.js'
import { cf, run } from './run.js'

test('the parameter switches to the web server, and Host with it', async () => {
  const event = originRequestS3({ querystring: 'useCustomOrigin=true' })
  const { request } = cf(event)
  expect(await run(app, event)).toEqual({
    ...request,
    origin: {
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
    },
    headers: { ...request.headers, ...lines({ Host: 'www.example.com' }) },
  })
})

test.each(['useCustomOrigin=false', ''])('?%s changes nothing', async (querystring) => {
  const event = originRequestS3({ querystring })
  expect(await run(app, event)).toEqual(cf(event).request)
})
