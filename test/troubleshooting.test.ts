import { existsSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { type Rule, rules } from '../src/rules/index.js'

const page = readFileSync('docs/troubleshooting.md', 'utf8')
const named = [...page.matchAll(/\[`([\w-]+)`\]\(rules\.md#rules\)/g)].map(([, id]) => id!)

test('docs/troubleshooting.md names rules that there are', () => {
  const ids = rules.map(({ id }: Rule) => id)
  expect(named.length).toBeGreaterThan(20)
  expect(named.filter((id) => !ids.includes(id))).toEqual([])
})

test('and all for which a viewer sees an error page', () => {
  const visible = rules.filter(({ effect }: Rule) => /^50/.test(effect)).map(({ id }: Rule) => id)
  expect(visible.filter((id) => !named.includes(id))).toEqual([])
})

test.each([
  ['LambdaExecutionError', '503 execution'],
  ['LambdaLimitExceeded', '503 limit'],
] as const)('%s leads to the rules with %s', (cause, effect) => {
  const row = page.split('\n').find((line) => line.startsWith(`| \`${cause} `)) ?? ''
  const ids = [...row.matchAll(/\[`([\w-]+)`\]/g)].map(([, id]) => id)
  const wanted = rules.filter((rule: Rule) => rule.effect === effect).map(({ id }: Rule) => id)
  expect(ids.sort()).toEqual(wanted.sort())
})

test('its links within the documentation lead somewhere', () => {
  const links = [...page.matchAll(/\]\((?!https:)([\w.-]*)(#[\w-]+)?\)/g)]
  expect(links.length).toBeGreaterThan(20)
  for (const [, file, anchor = ''] of links) {
    const path = `docs/${file || 'troubleshooting.md'}`
    expect(existsSync(path), path).toBe(true)
    const anchors = [...readFileSync(path, 'utf8').matchAll(/^#+ (.+)$/gm)].map(
      ([, heading = '']) =>
        `#${heading
          .toLowerCase()
          .replace(/[^\w -]/g, '')
          .replaceAll(' ', '-')}`,
    )
    if (anchor) expect(anchors, path).toContain(anchor)
  }
})
