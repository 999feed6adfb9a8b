import { checks, type Subject, subjectOf, type Verdict } from './checks.js'
import { failure } from './report.js'

type Behind<Args> = Args extends [Subject, ...infer Rest] ? Rest : never

/** The matchers as `expect` shows them. */
export type EdgeMatchers<R = void> = {
  [K in keyof typeof checks]: (...args: Behind<Parameters<(typeof checks)[K]>>) => R
}

type Matcher = (received: unknown, ...args: unknown[]) => { pass: boolean; message: () => string }

/** For the `expect.extend` of vitest and of jest, which ask for the same shape. */
export const matchers: Record<keyof typeof checks, Matcher> = Object.fromEntries(
  // What a caller hands over is checked by the types of `EdgeMatchers`.
  Object.entries(checks as Record<string, (subject: Subject, ...args: unknown[]) => Verdict>).map(
    ([name, check]) => [name, matcher(check)],
  ),
) as Record<keyof typeof checks, Matcher>

function matcher(check: (subject: Subject, ...args: unknown[]) => Verdict): Matcher {
  return (received, ...args) => {
    const subject = subjectOf(received)
    const verdict = check(subject, ...args)
    return { pass: verdict.pass, message: () => failure(subject, verdict) }
  }
}
