import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'

const read = (path: string): string => readFileSync(new URL(path, import.meta.url), 'utf8')

test('every problem code has a heading in docs/problems.md, and every heading is a code', () => {
  const [, union = ''] = read('../../src/config/problem.ts').split('export type ProblemCode =')
  const codes = [...(union.split('\n\n')[0] ?? '').matchAll(/\| '([a-z-]+)'/g)].map(
    ([, code]) => code,
  )
  const headings = [...read('../../docs/problems.md').matchAll(/^### (.+)$/gm)].map(
    ([, code]) => code,
  )
  expect(codes.length).toBeGreaterThan(20)
  expect(headings.sort()).toEqual(codes.sort())
})
