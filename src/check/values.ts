import type { Given, Input } from './inputs.js'

/** Values that headers have in the wild; `true` and `false` of CloudFront's headers are among these. */
const known: Readonly<Record<string, readonly string[]>> = {
  accept: [
    'text/html,application/xhtml+xml,*/*;q=0.8',
    'image/avif,image/webp,*/*',
    'application/json',
  ],
  'accept-language': ['de', 'en-GB,en;q=0.8', 'fr;q=0.5'],
  authorization: ['Basic dXNlcjpwYXNz', 'Bearer a.b.c'],
  'cloudfront-viewer-country': ['DE', 'US', 'CN'],
  'content-type': ['application/json', 'application/x-www-form-urlencoded'],
  origin: ['https://www.example.com', 'https://other.example', 'null'],
  referer: ['https://www.example.com/', 'https://other.example/page'],
  'sec-fetch-mode': ['navigate', 'cors'],
  'user-agent': [
    'Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Mobile/15E148 Safari/604.1',
    'Googlebot/2.1 (+http://www.google.com/bot.html)',
  ],
}

/** What to try for an input that a step reads: what is usual, what is odd, what the code speaks of. */
export function valuesFor({ kind, name }: Input, texts: readonly string[]): readonly string[] {
  if (name.startsWith('x-ledge-')) return []
  if (kind === 'body' || kind === 'address' || name === '' || name === 'host') return []
  // Names that no request can have are asked for by code that goes through all there are.
  if (!/^[!#$%&'*+.^`|~\w-]+$/.test(name)) return []
  if (kind === 'header' && known[name]) return known[name]
  if (/^cloudfront-is-/.test(name)) return ['true', 'false']
  return [...new Set([...texts, '1', 'a', '%zz'])]
}

export function valuesOf(given: readonly Given[], kind: Input['kind']): Record<string, string> {
  return Object.fromEntries(
    given.flatMap((input) => (input.kind === kind ? [[input.name, input.value]] : [])),
  )
}
