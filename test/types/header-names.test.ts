import { describe, expect, expectTypeOf, test } from 'vitest'
import type { Trigger } from '../../src/event.js'
import {
  disallowedHeaderPrefixes,
  disallowedHeaders,
  notAddableInViewerRequest,
  readOnlyHeaders,
  type WritableHeaderName,
} from '../../src/rules/headers.js'
import { everyTrigger } from '../../src/rules/rule.js'
import { validate } from '../../src/rules/validate.js'
import * as events from '../fixtures/events.js'

type Disallowed = (typeof disallowedHeaders)[number]
type ReadOnly = (typeof readOnlyHeaders)[Trigger][number]
type Prefix = (typeof disallowedHeaderPrefixes)[number]
type NotAddable = (typeof notAddableInViewerRequest)[number]

/** Every name of every list, each with a prefix, and some that are free. */
type Known = Disallowed | ReadOnly | NotAddable | `${Prefix}id` | 'content-type' | 'x-mine'

/** Those that do not compile in a trigger. */
type Refused<T extends Trigger> = {
  [Name in Known]: WritableHeaderName<Name, T> extends Name ? never : Name
}[Known]

type OnTheLists<T extends Trigger> =
  | Disallowed
  | `${Prefix}id`
  | (typeof readOnlyHeaders)[T][number]
  | (T extends 'viewer-request' ? NotAddable : never)

test('what does not compile is what the lists hold, trigger by trigger', () => {
  expectTypeOf<Refused<'viewer-request'>>().toEqualTypeOf<OnTheLists<'viewer-request'>>()
  expectTypeOf<Refused<'origin-request'>>().toEqualTypeOf<OnTheLists<'origin-request'>>()
  expectTypeOf<Refused<'origin-response'>>().toEqualTypeOf<OnTheLists<'origin-response'>>()
  expectTypeOf<Refused<'viewer-response'>>().toEqualTypeOf<OnTheLists<'viewer-response'>>()
})

test('the case of a literal makes no difference, and the message names the rule', () => {
  expectTypeOf<
    WritableHeaderName<'Host', 'viewer-request'>
  >().toEqualTypeOf<"'Host' is read-only in viewer-request">()
  expectTypeOf<
    WritableHeaderName<'X-Edge-Id', 'origin-response'>
  >().toEqualTypeOf<"'X-Edge-Id' is a header CloudFront does not let functions set">()
  expectTypeOf<WritableHeaderName<'Host', 'origin-request'>>().toEqualTypeOf<'Host'>()
  expectTypeOf<WritableHeaderName<string, Trigger>>().toEqualTypeOf<string>()
})

const names = [
  ...disallowedHeaders,
  ...disallowedHeaderPrefixes.map((prefix) => `${prefix}id`),
  ...notAddableInViewerRequest,
  ...new Set(Object.values(readOnlyHeaders).flat()),
  'content-type',
  'x-mine',
]

describe.each(everyTrigger)('in %s the validator refuses what the lists hold', (trigger) => {
  const onTheLists: readonly string[] = [
    ...disallowedHeaders,
    ...disallowedHeaderPrefixes.map((prefix) => `${prefix}id`),
    ...readOnlyHeaders[trigger],
    ...(trigger === 'viewer-request' ? notAddableInViewerRequest : []),
  ]

  test.each(names)('%s', (name) => {
    const bare = {
      ...events.viewerRequest().Records[0].cf,
      response: { status: '200', headers: {} },
    }
    const findings = validate(
      trigger,
      { Records: [{ cf: bare }] },
      { status: '200', headers: events.lines({ [name]: '1' }) },
    )
    const refused = findings.some(({ path }) => path === `headers.${name}`)
    expect(refused).toBe(onTheLists.includes(name))
  })
})
