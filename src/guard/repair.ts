import type { CloudFrontRecord, CloudFrontResult, Trigger } from '../event.js'
import { text } from '../message/reply.js'
import type { Finding } from '../rules/index.js'

type Fields = Record<string, unknown>

/** What came in the place of what goes out; nothing, where the function made an answer of its own. */
function before(trigger: Trigger, cf: CloudFrontRecord, result: CloudFrontResult): Fields {
  if (trigger.endsWith('response')) return { ...cf.response }
  return 'status' in result ? {} : { ...cf.request }
}

/**
 * The result with every place that a finding names as it came, or without it where nothing came or
 * where what came is what is refused. `undefined` where a finding is about the result as a whole.
 */
export function mend(
  trigger: Trigger,
  cf: CloudFrontRecord,
  result: CloudFrontResult,
  findings: readonly Finding[],
): CloudFrontResult | undefined {
  const came = before(trigger, cf, result)
  let mended: Fields = { ...result }
  for (const { path } of findings) {
    const [field = '', ...rest] = path.split('.')
    if (field === '') return undefined
    if (field === 'headers' && rest.length > 0) {
      mended.headers = asCame(mended.headers, came.headers, rest.join('.'))
    } else mended = asCame(mended, came, field)
  }
  return mended as unknown as CloudFrontResult
}

/** What goes out when nothing can be mended: no answer of the app's, or the response as it came. */
export function lastResort(trigger: Trigger, cf: CloudFrontRecord): CloudFrontResult {
  return (trigger.endsWith('response') && cf.response) || text('Internal Server Error', 500).message
}

/** A copy of `now` with `name` as it was in `then`; without it where it is so already, or was not. */
function asCame(now: unknown, then: unknown, name: string): Fields {
  const { [name]: current, ...rest } = { ...(now as Fields) }
  const old = Object.hasOwn(Object(then), name) ? (then as Fields)[name] : undefined
  return old === undefined || JSON.stringify(old) === JSON.stringify(current)
    ? rest
    : { ...rest, [name]: old }
}
