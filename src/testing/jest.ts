/**
 * `import 'ledge/testing/jest'` teaches the global `expect` of jest what outcomes are like. Jest must
 * run ES modules, with `NODE_OPTIONS=--experimental-vm-modules`.
 *
 * The types are those of `@types/jest`. Who imports `expect` from `@jest/globals` adds, once:
 *
 * ```ts
 * import type { EdgeMatchers } from 'ledge/testing/jest'
 * declare module 'expect' {
 *   interface Matchers<R> extends EdgeMatchers<R> {}
 * }
 * ```
 */
import { type EdgeMatchers, matchers } from './matchers.js'

export type { EdgeMatchers }

declare global {
  namespace jest {
    interface Matchers<R, T> extends EdgeMatchers<R> {}
  }
}

const { expect } = globalThis as { expect?: { extend(matchers: object): void } }
if (!expect) {
  throw new Error(
    'ledge/testing/jest: expected the global expect of jest. With injectGlobals: false, or in another test runner, use the functions of ledge/testing/assert.',
  )
}
expect.extend(matchers)
