import { describe, expect, test } from 'vitest'
import { responseOf } from '../../src/testing/response-init.js'
import { SeenResponse } from '../../src/testing/seen-response.js'
import { secondsToKeep, type TimeToLive } from '../../src/testing/time-to-live.js'

const now = Date.parse('2026-03-03T10:00:00Z')

function seconds(headers: Record<string, string>, bounds: TimeToLive = {}, status = 200): number {
  return secondsToKeep(new SeenResponse(responseOf({ status, headers }, {})), bounds, now)
}

describe('a response is kept for', () => {
  const day = 86_400
  test.each<[string, Record<string, string>, TimeToLive, number]>([
    ['a day, where it says nothing', {}, {}, day],
    ['the default, where it says nothing', {}, { default: 60 }, 60],
    ['no less than min', {}, { min: 90, default: 60 }, 90],
    ['its max-age', { 'cache-control': 'public, max-age=300' }, {}, 300],
    ['its s-maxage before its max-age', { 'cache-control': 'max-age=300, s-maxage=5' }, {}, 5],
    ['no longer than max', { 'cache-control': 'max-age=300' }, { max: 100 }, 100],
    ['no shorter than min', { 'cache-control': 'max-age=3' }, { min: 10 }, 10],
    ['until it expires', { expires: 'Tue, 03 Mar 2026 10:05:00 GMT' }, {}, 300],
    [
      'max-age before Expires',
      { 'cache-control': 'max-age=1', expires: 'Fri, 01 Jan 2100' },
      {},
      1,
    ],
    ['no time, where it has expired', { expires: '0' }, {}, 0],
    ['no time, where it may not', { 'cache-control': 'no-store' }, {}, 0],
    ['no time, where it is private', { 'cache-control': 'max-age=300, Private' }, {}, 0],
    ['min, even where it may not', { 'cache-control': 'no-cache' }, { min: 1 }, 1],
    ['its max-age, where a field is private', { 'cache-control': 'max-age=9, private="x"' }, {}, 9],
    ['no time, where caching is disabled', {}, { min: 0, default: 0, max: 0 }, 0],
  ])('%s', (_, headers, bounds, expected) => {
    expect(seconds(headers, bounds)).toBe(expected)
  })
})

describe('an error is kept for', () => {
  test.each<[number, string, number]>([
    [404, '', 10],
    [503, '', 10],
    [404, 'max-age=60', 60],
    [404, 'max-age=1', 10],
    [404, 'no-store', 0],
    [503, 'no-store', 10],
    [403, '', 0],
    [403, 'max-age=60', 60],
    [401, 'max-age=60', 0],
  ])('%i with %j: %i seconds', (status, cacheControl, expected) => {
    const headers: Record<string, string> = cacheControl ? { 'cache-control': cacheControl } : {}
    expect(seconds(headers, {}, status)).toBe(expected)
  })
})
