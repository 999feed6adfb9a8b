import { expect, test } from 'vitest'
import { lines, originRequestCustom } from '../fixtures/events.js'
import { app } from './10-custom-to-s3.js'
import { cf, run } from './run.js'

test('the parameter switches to the bucket, and Host with it', async () => {
  const event = originRequestCustom({ querystring: 'useS3Origin=true' })
  const { request } = cf(event)
  const domainName = 'my-bucket.s3.amazonaws.com'
  expect(await run(app, event)).toEqual({
    ...request,
    origin: { s3: { domainName, region: '', authMethod: 'none', path: '', customHeaders: {} } },
    headers: { ...request.headers, ...lines({ Host: domainName }) },
  })
})

test.each(['useS3Origin=false', 'useS3Origin', ''])('?%s changes nothing', async (querystring) => {
  const event = originRequestCustom({ querystring })
  expect(await run(app, event)).toEqual(cf(event).request)
})
