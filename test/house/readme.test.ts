import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import ts from 'typescript'
import { expect, test } from 'vitest'
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
  const files = modulesIn(markdown)
  const config = ts.getParsedCommandLineOfConfigFile(
    'tsconfig.json',
    { noUnusedLocals: false, noUnusedParameters: false },
    { ...ts.sys, onUnRecoverableConfigFileDiagnostic: () => {} },
  )
  const options = config?.options ?? {}
  const host = ts.createCompilerHost(options)
  const { fileExists, readFile } = host
  host.fileExists = (path) => files.has(path) || fileExists(path)
  host.readFile = (path) => files.get(path) ?? readFile(path)
  const program = ts.createProgram([...files.keys()], options, host)
  return [...files.keys()].flatMap((path) => {
    const file = program.getSourceFile(path)
    if (!file) return [`${path} was not read`]
    return [...program.getSyntacticDiagnostics(file), ...program.getSemanticDiagnostics(file)].map(
      ({ start = 0, messageText }) => {
        const line = file.getLineAndCharacterOfPosition(start).line + 1
        return `${line}: ${ts.flattenDiagnosticMessageText(messageText, '\n')}`
      },
    )
  })
}

/** The modules that the blocks make, by path, padded so that their lines are those of the text. */
function modulesIn(markdown: string): Map<string, string> {
  const modules = new Map<string, string>()
  let code = ''
  for (const block of markdown.matchAll(/^```ts\n(.*?)^```/gms)) {
    const text = block[1] ?? ''
    if (/^import\b/m.test(text)) code = ''
    const line = markdown.slice(0, block.index).split('\n').length
    code += '\n'.repeat(line + 1 - code.split('\n').length) + text
    const name = /^\/\/ (\S+\.ts)$/m.exec(text)?.[1] ?? `README-${line}.ts`
    modules.set(resolve(name), code)
  }
  return modules
}
