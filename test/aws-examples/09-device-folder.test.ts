import 'ledge/testing/vitest'
import { originRequestEvent, run } from 'ledge/testing'
import { expect, test } from 'vitest'
import { app } from './09-device-folder.js'

test.each([
  ['desktop', '/desktop/logo.png'],
  ['mobile', '/mobile/logo.png'],
  ['tablet', '/tablet/logo.png'],
  ['smartTv', '/smarttv/logo.png'],
] as const)('%s gets %s', async (device, uri) => {
  expect(await run(app, originRequestEvent('/logo.png', { device }))).toRewriteTo(uri)
})

test('a tablet that counts as mobile, too, is mobile', async () => {
  const headers = { 'CloudFront-Is-Mobile-Viewer': 'true', 'CloudFront-Is-Tablet-Viewer': 'true' }
  const outcome = await run(app, originRequestEvent('/logo.png', { headers }))
  expect(outcome).toRewriteTo('/mobile/logo.png')
})

test('without a word from CloudFront nothing changes', async () => {
  expect(await run(app, originRequestEvent('/logo.png'))).toPassThrough()
})
