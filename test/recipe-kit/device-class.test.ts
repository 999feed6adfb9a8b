import { expect, test } from 'vitest'
import { deviceClassOf } from '../../src/recipe-kit/device-class.js'
import { browsers } from '../fixtures/user-agents.js'

test.each(browsers.map(({ userAgent, device }) => [device, userAgent] as const))(
  '%s: %s',
  (device, userAgent) => {
    expect(deviceClassOf(userAgent)).toBe(device)
  },
)

test.each([
  undefined,
  '',
  'Amazon CloudFront',
  'curl/8.14.1',
  'python-requests/2.32.3',
  'okhttp/4.12.0',
  '__proto__',
  '\u0000\u001b[2J',
  'Android'.slice(1).repeat(20_000),
])('unknown: %s', (userAgent) => {
  expect(deviceClassOf(userAgent)).toBe('unknown')
})

test.each(['Android', 'Tablet PC', 'TVs', 'Mozilla/'])('100 kB of %s take no time', (part) => {
  const start = performance.now()
  deviceClassOf(part.repeat(100_000 / part.length))
  expect(performance.now() - start).toBeLessThan(50)
})
