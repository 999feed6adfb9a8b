/**
 * `import 'ledge/testing/vitest'` teaches the `expect` of vitest what outcomes are like.
 *
 * @example
 * ```ts
 * import 'ledge/testing/vitest'
 * import { run, viewerRequestEvent } from 'ledge/testing'
 * import { expect, test } from 'vitest'
 * import { app } from './edge.js'
 *
 * test('old pages move', async () => {
 *   expect(await run(app, viewerRequestEvent('/old/shoes'))).toRedirectTo('/new/shoes', 301)
 * })
 * ```
 */
import { expect } from 'vitest'
import { type EdgeMatchers, matchers } from './matchers.js'

export type { EdgeMatchers }

declare module 'vitest' {
  interface Matchers<T> extends EdgeMatchers<void> {}
}

expect.extend(matchers)
