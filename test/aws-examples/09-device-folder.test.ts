import { expect, test } from 'vitest'
import { lines, originRequestS3 } from '../fixtures/events.js'
import { app } from './09-device-folder.js'
import { cf, run } from './run.js'

const device = (kinds: Record<string, boolean>) => {
  const told = Object.entries(kinds).map(([kind, is]) => [`CloudFront-Is-${kind}-Viewer`, `${is}`])
  return originRequestS3({ headers: lines({ Host: 'bucket', ...Object.fromEntries(told) }) })
}

test.each([
  ['/desktop', { Desktop: true, Mobile: false, Tablet: false, SmartTV: false }],
  ['/mobile', { Desktop: false, Mobile: true, Tablet: false, SmartTV: false }],
  ['/mobile', { Desktop: false, Mobile: true, Tablet: true, SmartTV: false }],
  ['/tablet', { Desktop: false, Mobile: false, Tablet: true, SmartTV: false }],
  ['/smarttv', { Desktop: false, Mobile: false, Tablet: false, SmartTV: true }],
  ['', { Desktop: false, Mobile: false, Tablet: false, SmartTV: false }],
  ['', {}],
])('%s for %j', async (folder, kinds) => {
  const event = device(kinds)
  const { request } = cf(event)
  expect(await run(app, event)).toEqual({ ...request, uri: folder + request.uri })
})
