import { isDisallowed } from './header-access.js'
import { type HeaderChange, headerLines, sameLines } from './header-lines.js'
import { checkHeaderShape, spelling } from './header-shape.js'
import type { Inspection } from './inspection.js'
import { customHeaders as limit } from './limits.js'
import { pages, type Rule } from './rule.js'

export const originCustomHeaders = {
  id: 'origin-custom-headers',
  triggers: ['origin-request'],
  message:
    'The Lambda function returned an invalid origin configuration: One or more HeaderName or HeaderValue values are invalid. {name} {problem}.',
  effect: '502 validation',
  severity: 'error',
  certainty: 'documented',
  docs: pages.originCustomHeaders,
  fix: 'Put the header into request.headers, or leave it out.',
} as const satisfies Rule

/** What CloudFront does not add on the way to an origin, beside what no function may set. */
export const deniedCustomHeaders: readonly string[] = [
  'cache-control',
  'connection',
  'content-length',
  'cookie',
  'host',
  'if-match',
  'if-modified-since',
  'if-none-match',
  'if-range',
  'if-unmodified-since',
  'max-forwards',
  'pragma',
  'proxy-authenticate',
  'proxy-authorization',
  'proxy-connection',
  'range',
  'request-range',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
  'via',
  'x-real-ip',
]

export const deniedCustomHeaderPrefixes: readonly string[] = ['x-amz-', 'x-edge-']

/** The headers of an origin; those that came so are left alone. */
export function checkCustomHeaders(
  inspection: Inspection,
  path: string,
  headers: unknown,
  original: unknown,
  request: HeaderChange,
): void {
  if (headers === undefined) return
  const before = headerLines(original)
  checkHeaderShape(inspection, headers, before, path)

  const after = headerLines(headers)
  let count = 0
  let chars = 0
  for (const [name, values] of after) {
    count += values.length
    chars += values.reduce((sum, value) => sum + name.length + value.length, 0)
    const untouched = sameLines(before.get(name), values)
    if (request.after.has(name) && !(untouched && request.before.has(name)))
      tell(name, 'stands in the headers of the request too')
    if (untouched) continue
    if (isDenied(name)) tell(name, 'is not among those that CloudFront adds')
    if (name.length > limit.nameChars) tell(name, `is longer than ${limit.nameChars} characters`)
    if (values.some((value) => value.length > limit.valueChars))
      tell(name, `has a value of more than ${limit.valueChars} characters`)
  }
  const added = [...after].some(([name, values]) => !sameLines(before.get(name), values))
  if (added && count > limit.count) tell('', `are ${count}, at most ${limit.count} are allowed`)
  if (added && chars > limit.totalChars)
    tell('', `have ${chars} characters, at most ${limit.totalChars} are allowed`)

  function tell(name: string, problem: string): void {
    inspection.report(originCustomHeaders, name ? `${path}.${name}` : path, {
      value: after.get(name)?.join(', '),
      words: { name: name ? spelling(name) : 'Together they', problem },
    })
  }
}

function isDenied(name: string): boolean {
  return (
    deniedCustomHeaders.includes(name) ||
    deniedCustomHeaderPrefixes.some((prefix) => name.startsWith(prefix)) ||
    isDisallowed(name)
  )
}
