import type { OptionCheck } from '../options.js'

// What several recipes ask of an option, for `checkOptions`.

export const aFunction: OptionCheck = ['a function', (value) => typeof value === 'function']

export const aBoolean: OptionCheck = ['true or false', (value) => typeof value === 'boolean']

/** A whole number of seconds, 0 among them. */
export const seconds: OptionCheck = [
  'a whole number of seconds',
  (value) => Number.isSafeInteger(value) && (value as number) >= 0,
]

/** What is part of a name that recipes make: of a header, a cookie, a query parameter. */
export const aName: OptionCheck = [
  'lower-case letters, digits and hyphens',
  (value) => typeof value === 'string' && /^[a-z\d]+(?:-[a-z\d]+)*$/.test(value),
]
