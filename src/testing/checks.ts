import { parseSetCookie } from 'cookie'
import { show } from '../error.js'
import type { Trigger } from '../event.js'
import type { CookieAttributes } from '../message/set-cookie-line.js'
import { validate } from '../rules/validate.js'
import { RunOutcome } from './run-outcome.js'
import { SeenResponse } from './seen-response.js'

/** What the checks look at: an outcome of `run`, or the response that a cycle ended with. */
export type Subject = RunOutcome | SeenResponse

/** One assertion's answer. `expected` goes on from *Expected the outcome*, `got` says what was there. */
export interface Verdict {
  readonly pass: boolean
  readonly expected: string
  readonly got: string
}

/** What a cookie must have; what is not named may be as it likes. */
export type ExpectedCookie = CookieAttributes & { readonly value?: string }

/** The assertions, each once: the matchers and the assert functions all ask these. */
export const checks = {
  /** The message goes on exactly as it came. */
  toPassThrough(subject: Subject): Verdict {
    const passed = subject instanceof RunOutcome && subject.kind === 'passed'
    return {
      pass: passed && subject.changes.length === 0,
      expected: 'to pass through as it came',
      got: passed ? `it goes on with ${subject.changes.length} changes` : ended(subject),
    }
  },

  /** A middleware answered with this status. */
  toReplyWith(subject: Subject, status: number): Verdict {
    return {
      pass: answers(subject) && subject.status === status,
      expected: `to reply with ${status}`,
      got: ended(subject),
    }
  },

  /** A middleware answered with a redirect to exactly this location; without `status` any will do. */
  toRedirectTo(subject: Subject, location: string, status?: number): Verdict {
    const to = subject.headers.get('location')
    const redirects = answers(subject) && to !== undefined
    const as = status === undefined ? [301, 302, 303, 307, 308] : [status]
    return {
      pass: redirects && to === location && as.includes(Number(subject.status)),
      expected: `to redirect to ${show(location)}${status ? ` with ${status}` : ''}`,
      got: redirects ? `it redirects to ${show(to)} with ${subject.status}` : ended(subject),
    }
  },

  /** The request goes on with this uri; with a `?` in it, with this query string, too. */
  toRewriteTo(subject: Subject, uri: string): Verdict {
    const outcome = outcomeOnly(subject)
    const { querystring } = outcome
    const now = uri.includes('?') && querystring ? `${outcome.uri}?${querystring}` : outcome.uri
    return {
      pass: outcome.kind === 'passed' && now === uri,
      expected: `to rewrite to ${show(uri)}`,
      got: now === undefined ? ended(subject) : `it goes on to ${show(now)}`,
    }
  },

  /** What goes out has the header; its lines are joined as HTTP says. */
  toHaveHeader(subject: Subject, name: string, value?: string | RegExp): Verdict {
    const is = subject.headers.get(name)
    return {
      pass: is !== undefined && matches(is, value),
      expected: `to have the header ${name}${wanted(value)}`,
      got: is === undefined ? 'there is none' : `it is ${show(is)}`,
    }
  },

  /** The response sets the cookie, with these attributes at least. */
  toSetCookie(subject: Subject, name: string, attributes: ExpectedCookie = {}): Verdict {
    const lines = subject.headers.getAll('set-cookie')
    const same = lines.filter((line) => parseSetCookie(line).name === name)
    const list = Object.entries(attributes)
    return {
      pass: same.some((line) => {
        const cookie: Record<string, unknown> = { ...parseSetCookie(line) }
        return list.every(([key, value]) => sameAttribute(cookie[key], value))
      }),
      expected: `to set the cookie ${name}${list.length > 0 ? ` with ${JSON.stringify(attributes)}` : ''}`,
      got: `it sets ${(same.length > 0 ? same : lines).map(show).join(', ') || 'none'}`,
    }
  },

  /** The request goes to the origin of this domain name. */
  toUseOrigin(subject: Subject, domainName: string): Verdict {
    const outcome = outcomeOnly(subject)
    const is = (outcome.origin?.custom ?? outcome.origin?.s3)?.domainName
    return {
      pass: is === domainName,
      expected: `to use the origin ${domainName}`,
      got: is === undefined ? ended(subject) : `it uses ${is}`,
    }
  },

  /**
   * The step ran: given as the function or the recipe itself, or by its name. The parts of a
   * combinator are no steps of their own.
   */
  toHaveRun(subject: Subject, step: string | { readonly name: string }): Verdict {
    const { trace } = outcomeOnly(subject)
    const name = typeof step === 'string' ? step : step.name
    const byName = typeof step !== 'function'
    return {
      pass: trace.some((ran) => (byName ? ran.name === name : ran.middleware === step)),
      expected: `to have run ${name || 'the middleware'}`,
      got: `it ran ${trace.map((ran) => ran.name).join(', ') || 'nothing'}`,
    }
  },

  /** CloudFront would take the result from a function of this trigger. */
  toBeValidFor(subject: Subject, trigger: Trigger): Verdict {
    const { event, result } = outcomeOnly(subject)
    const errors = validate(trigger, event, result).filter(({ severity }) => severity === 'error')
    return {
      pass: errors.length === 0,
      expected: `to be valid for ${trigger}`,
      got: errors.map(({ rule, message }) => `${rule}: ${message}`).join('; ') || 'it is',
    }
  },
} as const satisfies Record<string, (subject: Subject, ...args: never[]) => Verdict>

/** What was handed to an assertion, if it is something to assert on. */
export function subjectOf(received: unknown): Subject {
  if (received instanceof RunOutcome || received instanceof SeenResponse) return received
  throw new TypeError(
    received instanceof Promise
      ? 'Expected the outcome of run(), got a promise of it: write `await run(…)`.'
      : `Expected the outcome of run() or the response of a cycle, got ${show(received)}.`,
  )
}

function outcomeOnly(subject: Subject): RunOutcome {
  if (subject instanceof RunOutcome) return subject
  throw new TypeError(
    'Expected the outcome of run(): the response of a cycle tells nothing of that.',
  )
}

function answers(subject: Subject): boolean {
  return subject instanceof SeenResponse || subject.kind === 'replied'
}

function ended(subject: Subject): string {
  if (answers(subject)) return `it replied with ${subject.status}`
  return subject instanceof RunOutcome ? `it ${subject.kind}` : ''
}

function matches(is: string, value: string | RegExp | undefined): boolean {
  if (value === undefined) return true
  return typeof value === 'string' ? is === value : is.search(value) !== -1
}

/** Dates are the same by what they say; a flag that is not set is false. */
function sameAttribute(is: unknown, value: unknown): boolean {
  return JSON.stringify(is ?? false) === JSON.stringify(value ?? false)
}

function wanted(value: string | RegExp | undefined): string {
  if (value === undefined) return ''
  return typeof value === 'string' ? ` with the value ${show(value)}` : ` matching ${value}`
}
