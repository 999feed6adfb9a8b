import { describe, expect, test } from 'vitest'
import { bearerToken } from '../../src/jwt/index.js'
import { Draft } from '../../src/message/draft.js'
import { RequestView } from '../../src/message/request.js'
import { lines, viewerRequest } from '../fixtures/events.js'

const read = (headers: Record<string, string | string[]>, cookie?: string): string => {
  const { request } = viewerRequest({ headers: lines(headers) }).Records[0].cf
  return bearerToken(new RequestView(new Draft(request)), cookie)
}

describe('bearerToken', () => {
  test.each<[headers: Record<string, string>, token: string]>([
    [{ Authorization: 'Bearer a.b.c' }, 'a.b.c'],
    [{ Authorization: 'bEARER   a.b.c' }, 'a.b.c'],
    [{ Authorization: 'Bearer a b' }, 'a b'],
    [{ Cookie: 'x=1; token=a.b.c' }, 'a.b.c'],
    [{ Authorization: 'Basic eDp5', Cookie: 'token=a.b.c' }, 'a.b.c'],
    [{ Authorization: 'Bearer d.e.f', Cookie: 'token=a.b.c' }, 'd.e.f'],
    [{ Cookie: 'token=' }, ''],
  ])('of %j is %j', (headers, token) => {
    expect(read(headers, 'token')).toBe(token)
  })

  test.each<[headers: Record<string, string | string[]>, code: string]>([
    [{}, 'unauthorized'],
    [{ Authorization: '' }, 'unauthorized'],
    [{ Authorization: 'Bearer' }, 'unauthorized'],
    [{ Authorization: 'Bearera.b.c' }, 'unauthorized'],
    [{ Authorization: 'Basic eDp5' }, 'unauthorized'],
    [{ Cookie: 'token=a.b.c' }, 'unauthorized'],
    [{ Authorization: ['Bearer a', 'Bearer a'] }, 'bad-request'],
  ])('is not in %j: %s', (headers, code) => {
    expect(() => read(headers)).toThrow(expect.objectContaining({ code }))
  })
})
