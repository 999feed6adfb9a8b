import type { OptionCheck } from '../options.js'

// What several recipes ask of an option, for `checkOptions`.

export const aFunction: OptionCheck = ['a function', (value) => typeof value === 'function']

export const aBoolean: OptionCheck = ['true or false', (value) => typeof value === 'boolean']

/** A whole number of seconds, 0 among them. */
export const seconds: OptionCheck = [
  'a whole number of seconds',
  (value) => Number.isSafeInteger(value) && (value as number) >= 0,
]

/** Seconds that may be a fraction, for how long something takes or keeps. */
export const duration: OptionCheck = [
  'a number of seconds above 0',
  (value) => typeof value === 'number' && value > 0 && Number.isFinite(value),
]

/** What is part of a name that recipes make: of a header, a cookie, a query parameter. */
export const aName: OptionCheck = [
  'lower-case letters, digits and hyphens',
  (value) => typeof value === 'string' && /^[a-z\d]+(?:-[a-z\d]+)*$/.test(value),
]

/** A header of the app's own, such as `x-user`: none that CloudFront, AWS or proxies give a meaning. */
export const ownHeader: OptionCheck = [
  'an x- header in lower case that is not reserved',
  (value) =>
    typeof value === 'string' &&
    /^x-(?!accel-|amz|cache$|edge-|forwarded-|real-ip$)[a-z\d-]+$/.test(value),
]

/** A list of names, such as those of query parameters; it may be empty. */
export const names: OptionCheck = [
  'a list of names',
  (value) => Array.isArray(value) && value.every((name) => typeof name === 'string' && name !== ''),
]

/** One of these texts. */
export function oneOf(...values: readonly string[]): OptionCheck {
  return [values.join(', '), (value) => values.includes(value as string)]
}

/** The same, or `false`, which turns off what the option is about. */
export function orFalse([expected, holds]: OptionCheck): OptionCheck {
  return [`${expected}, or false`, (value) => value === false || holds(value)]
}

/** Whether a value is a list, which may be empty, of texts of this form. */
export function isListOf(value: unknown, form: RegExp): value is string[] {
  return Array.isArray(value) && value.every((item) => typeof item === 'string' && form.test(item))
}

/** Whether a value is an object by names such as `img-src`, in which this holds for all. */
export function isTableOf(value: unknown, holds: (item: unknown) => boolean): boolean {
  return (
    typeof value === 'object' &&
    value !== null &&
    Object.entries(value).every(([name, item]) => /^[a-z]+(-[a-z]+)*$/.test(name) && holds(item))
  )
}

/** Which of the two triggers before the origin. */
export const requestTrigger: OptionCheck = [
  'viewer-request or origin-request',
  (value) => value === 'viewer-request' || value === 'origin-request',
]
