import 'ledge/testing/vitest'
import { originRequestEvent, run } from 'ledge/testing'
import { expect, test } from 'vitest'
import { app } from './10-custom-to-s3.js'

test('the parameter switches to the bucket, and Host with it', async () => {
  const outcome = await run(app, originRequestEvent('/?useS3Origin=true'))
  const domainName = 'my-bucket.s3.amazonaws.com'
  expect(outcome.origin).toEqual({
    s3: { domainName, region: '', authMethod: 'none', path: '', customHeaders: {} },
  })
  expect(outcome).toHaveHeader('host', domainName)
})

test.each(['/?useS3Origin=false', '/?useS3Origin', '/'])('%s changes nothing', async (target) => {
  expect(await run(app, originRequestEvent(target))).toPassThrough()
})
