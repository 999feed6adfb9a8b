import { expect, test } from 'vitest'
import { lines, originRequestS3, s3Origin } from '../fixtures/events.js'
import { app } from './11-nearest-bucket.js'
import { cf, run } from './run.js'

const from = (country: string) =>
  originRequestS3({ headers: lines({ Host: 'bucket', 'CloudFront-Viewer-Country': country }) })

test.each([
  ['DE', 'eu-central-1'],
  ['IE', 'eu-west-1'],
  ['GB', 'eu-west-2'],
  ['FR', 'eu-west-3'],
  ['JP', 'ap-northeast-1'],
  ['IN', 'ap-south-1'],
])('%s is served from %s', async (country, region) => {
  const event = from(country)
  const { request } = cf(event)
  const domainName = `my-bucket-in-${region}.s3.amazonaws.com`
  expect(await run(app, event)).toEqual({
    ...request,
    origin: { s3: s3Origin({ domainName, region }) },
    headers: { ...request.headers, ...lines({ Host: domainName }) },
  })
})

test.each(['US', 'constructor'])('%s is served from where it was', async (country) => {
  const event = from(country)
  expect(await run(app, event)).toEqual(cf(event).request)
})
