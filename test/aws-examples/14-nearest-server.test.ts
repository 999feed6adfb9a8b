import { expect, test } from 'vitest'
import { customOrigin, lines, originRequestCustom } from '../fixtures/events.js'
import { app } from './14-nearest-server.js'
import { cf, run } from './run.js'

const from = (country: string) =>
  originRequestCustom({ headers: lines({ Host: 'shop', 'CloudFront-Viewer-Country': country }) })

test.each(['GB', 'DE', 'IE'])('%s is served from Europe', async (country) => {
  const event = from(country)
  const { request } = cf(event)
  const domainName = 'eu.example.com'
  expect(await run(app, event)).toEqual({
    ...request,
    origin: { custom: customOrigin({ domainName }) },
    headers: { ...request.headers, ...lines({ Host: domainName }) },
  })
})

test('others are served from where they were', async () => {
  const event = from('US')
  expect(await run(app, event)).toEqual(cf(event).request)
})
