import { AssertionError } from 'node:assert'
import type { Trigger } from '../event.js'
import { checks, type ExpectedCookie, type Subject, subjectOf, type Verdict } from './checks.js'
import { failure } from './report.js'

/**
 * The matchers as functions, for `node:test` and every other test runner: each throws an
 * `AssertionError` that shows what came in and what went out.
 *
 * @example
 * ```ts
 * import test from 'node:test'
 * import { run, viewerRequestEvent } from 'ledge/testing'
 * import { assertRedirectedTo } from 'ledge/testing/assert'
 * import { app } from './edge.js'
 *
 * test('old pages move', async () => {
 *   assertRedirectedTo(await run(app, viewerRequestEvent('/old/shoes')), '/new/shoes', 301)
 * })
 * ```
 */
type Assertion<Args extends unknown[]> = (outcome: Subject, ...args: Args) => void

/** The message goes on exactly as it came. */
export const assertPassedThrough: Assertion<[]> = assertion(checks.toPassThrough)

/** A middleware answered with this status. */
export const assertRepliedWith: Assertion<[status: number]> = assertion(checks.toReplyWith)

/** A middleware answered with a redirect to exactly this location; without `status` any will do. */
export const assertRedirectedTo: Assertion<[location: string, status?: number]> = assertion(
  checks.toRedirectTo,
)

/** The request goes on with this uri; with a `?` in it, with this query string, too. */
export const assertRewrittenTo: Assertion<[uri: string]> = assertion(checks.toRewriteTo)

/** What goes out has the header; its lines are joined as HTTP says. */
export const assertHasHeader: Assertion<[name: string, value?: string | RegExp]> = assertion(
  checks.toHaveHeader,
)

/** The response sets the cookie, with these attributes at least. */
export const assertSetsCookie: Assertion<[name: string, attributes?: ExpectedCookie]> = assertion(
  checks.toSetCookie,
)

/** The request goes to the origin of this domain name. */
export const assertUsesOrigin: Assertion<[domainName: string]> = assertion(checks.toUseOrigin)

/**
 * The step ran: given as the function or the recipe itself, or by its name. The parts of a
 * combinator are no steps of their own.
 */
export const assertHasRun: Assertion<[step: string | { readonly name: string }]> = assertion(
  checks.toHaveRun,
)

/** CloudFront would take the result from a function of this trigger. */
export const assertValidFor: Assertion<[trigger: Trigger]> = assertion(checks.toBeValidFor)

function assertion<Args extends unknown[]>(
  check: (subject: Subject, ...args: Args) => Verdict,
): Assertion<Args> {
  return function assert(outcome, ...args) {
    const subject = subjectOf(outcome)
    const verdict = check(subject, ...args)
    if (verdict.pass) return
    throw new AssertionError({ message: failure(subject, verdict), stackStartFn: assert })
  }
}
