import { describe, expect, test } from 'vitest'
import { sizeProblems, sizesOf } from '../../src/build/sizes.js'
import { zip } from '../../src/build/zip.js'

const MB = 1_048_576
const modules = [
  { path: 'node_modules/lodash/lodash.js', bytes: 1_500_000 },
  { path: 'edge.ts', bytes: 900 },
  { path: 'kit.ts', bytes: 300 },
  { path: 'last.ts', bytes: 1 },
]

test('are those of the code, of the code as gzip, and of the zip', () => {
  const code = 'export const handler = "ü".repeat(40)\n'.repeat(100)
  const packed = zip('index.mjs', code)
  const sizes = sizesOf(code, packed)
  expect(sizes.minified).toBe(Buffer.byteLength(code))
  expect(sizes.zip).toBe(packed.length)
  expect(sizes.gzip).toBeLessThan(200)
})

describe('what is said of a size', () => {
  test.each([
    ['nothing, within the budget', 'viewer-request', { gzip: 500, zip: 600 }, 500, []],
    [
      'over the budget',
      'origin-request',
      { gzip: 12_345, zip: 12_500 },
      12_000,
      [
        'error over-budget: origin-request has 12,345 bytes, minified and gzip, over its budget of 12,000. Largest in it, minified: node_modules/lodash/lodash.js (1,500,000), edge.ts (900), kit.ts (300).',
      ],
    ],
    [
      'over what viewer triggers were allowed',
      'viewer-response',
      { gzip: MB, zip: MB + 1 },
      undefined,
      [
        "warning old-limit: viewer-response is a zip of 1,048,577 bytes. AWS's older pages allow 1,048,576 in viewer triggers, and each cold start pays for every byte. Largest in it, minified: node_modules/lodash/lodash.js (1,500,000), edge.ts (900), kit.ts (300).",
      ],
    ],
    ['the same in an origin trigger', 'origin-request', { gzip: MB, zip: MB + 1 }, undefined, []],
    [
      'over what AWS takes',
      'origin-request',
      { gzip: 50 * MB, zip: 50 * MB + 1 },
      100,
      [
        'error too-large: origin-request is a zip of 52,428,801 bytes, and AWS takes 52,428,800. Largest in it, minified: node_modules/lodash/lodash.js (1,500,000), edge.ts (900), kit.ts (300).',
      ],
    ],
  ] as const)('%s', (_, trigger, sizes, budget, messages) => {
    const problems = sizeProblems(trigger, trigger, { minified: 0, ...sizes }, modules, {
      ...(budget && { budget }),
    })
    expect(
      problems.map(({ severity, code, message }) => `${severity} ${code}: ${message}`),
    ).toEqual(messages)
  })

  test('the AWS SDK in a viewer trigger costs each viewer', () => {
    const sdk = [
      { path: 'node_modules/@aws-sdk/client-s3/dist-es/index.js', bytes: 200_000 },
      { path: '../node_modules/@smithy/core/index.js', bytes: 90_000 },
    ]
    const sizes = { minified: 300_000, gzip: 90_000, zip: 90_000 }
    expect(sizeProblems('viewer-request', 'viewer-request', sizes, sdk, {})).toMatchObject([
      { severity: 'warning', code: 'heavy-package', message: expect.stringContaining('290,000') },
    ])
    expect(sizeProblems('origin-request', 'origin-request', sizes, sdk, {})).toEqual([])
  })
})
