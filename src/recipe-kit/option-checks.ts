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

/** Which of the two triggers before the origin. */
export const requestTrigger: OptionCheck = [
  'viewer-request or origin-request',
  (value) => value === 'viewer-request' || value === 'origin-request',
]
