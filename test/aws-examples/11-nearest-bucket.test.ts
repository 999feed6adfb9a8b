import 'ledge/testing/vitest'
import { originRequestEvent, run } from 'ledge/testing'
import { expect, test } from 'vitest'
import { app } from './11-nearest-bucket.js'

const home = { domainName: 'my-bucket.s3.us-east-1.amazonaws.com', region: 'us-east-1' }
const from = (country: string) =>
  run(app, originRequestEvent('/logo.png', { country, origin: { s3: home } }))

test.each([
  ['DE', 'eu-central-1'],
  ['IE', 'eu-west-1'],
  ['GB', 'eu-west-2'],
  ['FR', 'eu-west-3'],
  ['JP', 'ap-northeast-1'],
  ['IN', 'ap-south-1'],
])('%s is served from %s', async (country, region) => {
  const domainName = `my-bucket-in-${region}.s3.amazonaws.com`
  const outcome = await from(country)
  expect(outcome).toUseOrigin(domainName)
  expect(outcome.origin?.s3?.region).toBe(region)
  expect(outcome).toHaveHeader('host', domainName)
})

test.each(['US', 'constructor'])('%s is served from where it was', async (country) => {
  expect(await from(country)).toPassThrough()
})
