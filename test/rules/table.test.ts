import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { rules } from '../../src/rules/index.js'
import { rulesPage, rulesSummary, rulesTable } from '../../src/rules/table.js'

test('docs/rules.md is what the rules say', async () => {
  await expect(
    rulesPage(),
    'docs/rules.md is not what src/rules says: run `npx vitest run test/rules/table.test.ts -u`',
  ).toMatchFileSnapshot('../../docs/rules.md')
})

test('the README lists every rule', async () => {
  const readme = readFileSync(new URL('../../README.md', import.meta.url), 'utf8')
  await expect(
    readme.replace(/(<!-- rules:.*?-->\n).*(<!-- \/rules -->)/s, `$1\n${rulesSummary()}\n\n$2`),
    'README.md does not list what is in src/rules: run `npx vitest run test/rules/table.test.ts -u`',
  ).toMatchFileSnapshot('../../README.md')
})

test('the table has one line for each rule, and every line the same cells', () => {
  const [head, , ...lines] = rulesTable().split('\n')
  const cells = (line = ''): number => line.split(/(?<!\\)\|/).length
  expect(lines).toHaveLength(rules.length)
  expect(new Set(lines.map(cells))).toEqual(new Set([cells(head)]))
})
