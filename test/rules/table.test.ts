import { expect, test } from 'vitest'
import { rules } from '../../src/rules/index.js'
import { rulesPage, rulesTable } from '../../src/rules/table.js'

test('docs/rules.md is what the rules say', async () => {
  await expect(
    rulesPage(),
    'docs/rules.md is not what src/rules says: run `npx vitest run test/rules/table.test.ts -u`',
  ).toMatchFileSnapshot('../../docs/rules.md')
})

test('the table has one line for each rule, and every line the same cells', () => {
  const [head, , ...lines] = rulesTable().split('\n')
  const cells = (line = ''): number => line.split(/(?<!\\)\|/).length
  expect(lines).toHaveLength(rules.length)
  expect(new Set(lines.map(cells))).toEqual(new Set([cells(head)]))
})
