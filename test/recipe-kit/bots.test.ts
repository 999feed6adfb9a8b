import { isbot } from 'isbot'
import { describe, expect, test } from 'vitest'
import { isBot } from '../../src/recipe-kit/bots.js'
import { browsers, programs } from '../fixtures/user-agents.js'

describe('a program', () => {
  test.each(programs)('%s', (userAgent) => {
    expect(isBot(userAgent)).toBe(true)
    // The oracle knows hundreds of names, but takes no User-Agent at all for a person.
    expect(isbot(userAgent) || userAgent === '').toBe(true)
  })

  test('is whoever sends no User-Agent', () => {
    expect(isBot(undefined)).toBe(true)
  })
})

test.each(browsers.map(({ userAgent }) => userAgent))('a browser: %s', (userAgent) => {
  expect(isBot(userAgent)).toBe(false)
  // The oracle takes Google's television for one of Google's crawlers.
  expect(isbot(userAgent)).toBe(userAgent.includes('Google TV'))
})
