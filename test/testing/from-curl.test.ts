import { eventFromCurl } from 'ledge/testing'
import { describe, expect, test } from 'vitest'
import type { CloudFrontRequest } from '../../src/event.js'

const request = (command: string): CloudFrontRequest => eventFromCurl(command).Records[0].cf.request
const headers = (command: string): Record<string, string> =>
  Object.fromEntries(
    Object.entries(request(command).headers).map(([name, lines]) => [
      name,
      lines.map(({ value }) => value).join(' | '),
    ]),
  )
const body = (command: string): string => atob(request(command).body?.data ?? '')

describe('the request line', () => {
  test.each<[string, Partial<CloudFrontRequest>]>([
    ['curl https://shop.example/a?b=1', { method: 'GET', uri: '/a', querystring: 'b=1' }],
    ['curl shop.example', { method: 'GET', uri: '/' }],
    ['curl https://shop.example?b=1', { uri: '/', querystring: 'b=1' }],
    ['curl --url https://ada:pw@shop.example:8443/a#top', { uri: '/a' }],
    ['curl -I shop.example', { method: 'HEAD' }],
    ['curl -X DELETE shop.example', { method: 'DELETE' }],
    ['curl -XPATCH shop.example', { method: 'PATCH' }],
    ['curl --request PUT shop.example', { method: 'PUT' }],
    ['curl -sSLkv --compressed -o out.html shop.example/a', { method: 'GET', uri: '/a' }],
    ['curl -G -d a=1 -d b=2 shop.example/s', { method: 'GET', querystring: 'a=1&b=2' }],
    ['curl -G -d a=1 shop.example/s?q=x', { querystring: 'q=x&a=1' }],
  ])('%s', (command, expected) => {
    expect(request(command)).toMatchObject(expected)
  })
})

describe('headers', () => {
  test.each<[string, Record<string, string>]>([
    ['curl https://shop.example:8443/', { host: 'shop.example:8443', accept: '*/*' }],
    ["curl -H 'Accept: text/html' -H 'X-A:b' shop.example", { accept: 'text/html', 'x-a': 'b' }],
    ["curl -H'X-A: 1' -H 'x-a: 2' shop.example", { 'x-a': '1 | 2' }],
    ["curl -H 'X-Empty;' shop.example", { 'x-empty': '' }],
    ["curl -H 'Host: other.example' shop.example", { host: 'other.example' }],
    ["curl -A 'my agent' -e https://a.example shop.example", { 'user-agent': 'my agent' }],
    ['curl -u ada:pw shop.example', { authorization: `Basic ${btoa('ada:pw')}` }],
    ["curl -b 'a=1; b=2' --cookie c=3 shop.example", { cookie: 'a=1; b=2; c=3' }],
    ['curl -d a=1 shop.example', { 'content-type': 'application/x-www-form-urlencoded' }],
    ["curl --json '{}' shop.example", { 'content-type': 'application/json' }],
    ["curl -H 'content-type: text/csv' -d a,b shop.example", { 'content-type': 'text/csv' }],
  ])('%s', (command, expected) => {
    expect(headers(command)).toMatchObject(expected)
  })

  test('that are taken away, or that CloudFront hides, are not there', () => {
    const command = "curl -H 'Accept:' -H 'Connection: keep-alive' shop.example"
    expect(Object.keys(headers(command))).toEqual(['host', 'user-agent'])
  })
})

describe('data', () => {
  test.each([
    ['curl -d a=1 --data b=2 shop.example', 'a=1&b=2'],
    ["curl --data-raw '@home' shop.example", '@home'],
    ["curl --data-urlencode 'q=a b&c' shop.example", 'q=a%20b%26c'],
    ["curl --data-urlencode 'a b' shop.example", 'a%20b'],
    ["curl --data-urlencode '=a=b' shop.example", 'a%3Db'],
    ['curl --json \'{"a":1}\' shop.example', '{"a":1}'],
  ])('%s', (command, expected) => {
    expect(request(command).method).toBe('POST')
    expect(body(command)).toBe(expected)
  })
})

test('what a browser copies', () => {
  const command = `curl 'https://shop.example/api/basket?v=2' \\
  -H 'accept: application/json' \\
  -H 'content-type: application/json' \\
  -b 'sid=5f2a; theme=dark' \\
  -H 'sec-ch-ua: "Chromium";v="138"' \\
  --data-raw $'{"note":"it\\'s\\u0021\\nfine"}'`
  expect(request(command)).toMatchObject({ method: 'POST', uri: '/api/basket', querystring: 'v=2' })
  expect(headers(command)).toMatchObject({
    cookie: 'sid=5f2a; theme=dark',
    'sec-ch-ua': '"Chromium";v="138"',
  })
  expect(body(command)).toBe('{"note":"it\'s!\nfine"}')
})

test.each([
  ['wget shop.example', 'starts with curl'],
  ['curl -H a:b', 'Expected a URL'],
  ['curl -F file=@a shop.example', '"F" is not known here'],
  ['curl --no-such-option shop.example', '"no-such-option" is not known here'],
  ['curl shop.example -H', 'Expected a value behind the curl option "header"'],
  ['curl -d @body.json shop.example', 'Files are not read'],
  ['curl -b cookies.txt shop.example', 'Files are not read'],
  ["curl 'shop.example", 'every quote to be closed'],
  ['curl -X GET -d a=1 shop.example', '403'],
])('%s is refused', (command, message) => {
  expect(() => eventFromCurl(command)).toThrow(message)
})
