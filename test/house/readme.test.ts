import { existsSync } from 'node:fs'
import { expect, test } from 'vitest'
import { compile } from './compiler.js'
import { read } from './sources.js'

// The rule for the ```ts blocks of README.md. A block that imports is a module and stands alone. One
// that imports nothing goes on from the blocks before it, back to the last one that does. A block
// that begins with `// name.ts` is that file: others may import it as './name.js'.

test('the code in README.md compiles', () => {
  expect(errorsIn(existsSync('README.md') ? read('README.md') : '')).toEqual([])
})

test('an error would be found, at its line', () => {
  const markdown = [
    '```ts',
    '// answer.ts',
    "import { EdgeError } from './src/error.js'",
    "export const answer = new EdgeError('bad-path')",
    '```',
    'Prose, `code`, and what is not TypeScript:',
    '```json',
    '{',
    '```',
    '```ts',
    'export const code = answer.status',
    '```',
    '```ts',
    "import { answer } from './answer.js'",
    'export const name: string = answer.name',
    '```',
  ]
  expect(errorsIn(markdown.join('\n'))).toEqual([
    "11: Property 'status' does not exist on type 'EdgeError'.",
  ])
})

/** What the compiler says of the blocks, each with its line in the text. */
function errorsIn(markdown: string): string[] {
  return compile(modulesIn(markdown)).map(({ line, message }) => `${line}: ${message}`)
}

/** The modules that the blocks make, by name, padded so that their lines are those of the text. */
function modulesIn(markdown: string): Map<string, string> {
  const modules = new Map<string, string>()
  let code = ''
  for (const block of markdown.matchAll(/^```ts\n(.*?)^```/gms)) {
    const text = block[1] ?? ''
    if (/^import\b/m.test(text)) code = ''
    const line = markdown.slice(0, block.index).split('\n').length
    code += '\n'.repeat(line + 1 - code.split('\n').length) + text
    const name = /^\/\/ (\S+\.ts)$/m.exec(text)?.[1] ?? `README-${line}.ts`
    modules.set(name, code)
  }
  return modules
}
