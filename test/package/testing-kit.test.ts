import { spawnSync } from 'node:child_process'
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import ts from 'typescript'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { read } from '../house/sources.js'
import { kept } from './kept.js'

// A folder with nothing but the package, the test runners, and the files that README.md shows, under
// the names that it gives them.
const folder = mkdtempSync(join(tmpdir(), 'ledge-tests-'))
const shown = [...read('README.md').matchAll(/^```[jt]s\n\/\/ (\S+)\n(.*?)^```/gms)]
const files = new Map(shown.map(([, name = '', code = '']) => [name, code]))

const runners = fetched('vitest@4', 'jest@30')

beforeAll(() => {
  const modules = join(folder, 'node_modules')
  const installed = join(inject('user'), 'node_modules')
  mkdirSync(modules)
  // Not a link: what it imports is looked for beside the place where a module really lies.
  cpSync(join(installed, 'ledge'), join(modules, 'ledge'), { recursive: true })
  for (const source of [installed, ...(runners ? [runners] : [])]) {
    for (const name of readdirSync(source)) {
      const place = join(modules, name)
      if (!existsSync(place)) symlinkSync(join(source, name), place)
    }
  }
  writeFileSync(join(folder, 'package.json'), '{ "private": true, "type": "module" }')
  for (const [name, code] of files) writeFileSync(join(folder, name), code)
  // What is not TypeScript imports what the compiler makes of the app.
  const app = ts.transpileModule(files.get('edge.ts') ?? '', {
    compilerOptions: { module: ts.ModuleKind.ESNext, target: ts.ScriptTarget.ES2022 },
  })
  writeFileSync(join(folder, 'edge.js'), app.outputText)
})

afterAll(() => rmSync(folder, { recursive: true }))

describe('the tests that README.md shows run beside the installed package', () => {
  test('with node:test', () => {
    expect(run(['--test', ...importing('node:test')])).toMatch(/pass 1\n.*fail 0\n/s)
  })

  test.skipIf(!runners)('with vitest', () => {
    const vitest = join(runners ?? '', 'vitest/vitest.mjs')
    expect(run([vitest, 'run', ...importing('vitest')])).toMatch(/Tests +3 passed \(3\)/)
  })

  test.skipIf(!runners)('with jest', () => {
    const jest = join(runners ?? '', 'jest/bin/jest.js')
    expect(run([jest, ...importing('ledge/testing/jest')])).toMatch(/Tests: +1 passed, 1 total/)
  })

  test.skipIf(!runners)('and their types hold', () => {
    const program = ts.createProgram(
      importing('vitest').map((name) => join(folder, name)),
      {
        module: ts.ModuleKind.NodeNext,
        target: ts.ScriptTarget.ES2022,
        strict: true,
        noEmit: true,
        // Vitest's own declarations ask for more than a test needs.
        skipLibCheck: true,
        types: [],
      },
    )
    const messages = ts.getPreEmitDiagnostics(program).map(({ messageText }) => messageText)
    expect(messages).toEqual([])
  })
})

function fetched(...packages: string[]): string | undefined {
  try {
    return kept(...packages)
  } catch (cause) {
    console.warn(`Not run with ${packages.join(' and ')}, which npm did not give: ${cause}`)
    return undefined
  }
}

/** The shown files that import this. */
function importing(module: string): string[] {
  return [...files].flatMap(([name, code]) =>
    new RegExp(`^import .*'${module}'$`, 'm').test(code) ? [name] : [],
  )
}

/** What node prints, without what this test runner has set for its own. */
function run(args: readonly string[]): string {
  const { VITEST: _, NODE_ENV: __, ...env } = process.env
  const { stdout, stderr } = spawnSync(process.execPath, args, {
    cwd: folder,
    encoding: 'utf8',
    env: { ...env, NODE_OPTIONS: '--experimental-vm-modules', NO_COLOR: '1', CI: '1' },
  })
  return stdout + stderr
}
