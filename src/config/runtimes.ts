/**
 * Lambda@Edge takes the runtimes that Lambda takes, and their dates are Lambda's.
 * https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtimes.html
 */

/** The runtimes in which a new function can be made. */
export type Runtime = 'nodejs24.x' | 'nodejs22.x'

/**
 * The newest first, with the version of Node.js that the code is written for, and the day from which
 * on it is deprecated.
 */
export const runtimes: Readonly<
  Record<Runtime, { readonly node: number; readonly deprecated: string }>
> = {
  'nodejs24.x': { node: 24, deprecated: '2028-04-30' },
  'nodejs22.x': { node: 22, deprecated: '2027-04-30' },
}

/** Since when Lambda makes no new functions of a runtime that has had its day. */
export const deprecated: Readonly<Record<string, string>> = {
  'nodejs20.x': 'It is deprecated since 2026-04-30, and closed for new functions since 2026-08-31.',
  'nodejs18.x': 'It is deprecated since 2025-09-01.',
  'nodejs16.x': 'It is deprecated since 2024-06-12.',
  'nodejs14.x': 'It is deprecated since 2023-12-04.',
  'nodejs12.x': 'It is deprecated since 2023-03-31.',
}
