import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { call } from './call.js'

const folder = mkdtempSync(join(tmpdir(), 'ledge-init-'))
afterAll(() => rmSync(folder, { recursive: true }))

const files = [
  '.gitignore',
  'README.md',
  'edge.test.ts',
  'edge.ts',
  'ledge.config.ts',
  'package.json',
  'public/index.html',
  'tsconfig.json',
]

/** A folder with these files in it. */
function withFiles(name: string, texts: Readonly<Record<string, string>> = {}): string {
  const root = join(folder, name)
  mkdirSync(root)
  for (const [file, text] of Object.entries(texts)) writeFileSync(join(root, file), text)
  return root
}

function filesIn(root: string): string[] {
  const all = readdirSync(root, { recursive: true, withFileTypes: true })
  return all
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(root.length + 1))
    .sort()
}

describe('ledge init', () => {
  test('makes a project in a folder that need not exist, and says what comes next', async () => {
    const { code, stdout } = await call(folder, ['init', 'new/my-site'])
    expect(code).toBe(0)
    expect(filesIn(join(folder, 'new/my-site'))).toEqual(files)
    expect(stdout).toContain(files.map((file) => `  ${file}\n`).join(''))
    expect(stdout).toContain(
      'Next:\n  cd new/my-site\n  npm install\n  npm test\n  npx ledge check\n  npx ledge build\n',
    )
  })

  test('leaves alone what is there, byte for byte, and says so', async () => {
    const own = { 'package.json': '{}', 'edge.ts': '// mine', 'ledge.config.mjs': '// mine' }
    const root = withFiles('own', own)
    const { code, stdout } = await call(root, ['init'])
    expect(code).toBe(0)
    for (const [file, text] of Object.entries(own)) {
      expect(readFileSync(join(root, file), 'utf8')).toBe(text)
    }
    expect(stdout).toContain(
      'Left alone, since you have such:\n  edge.test.ts\n  edge.ts\n  ledge.config.ts\n  package.json\n\n',
    )
    expect(filesIn(root)).toEqual(
      [
        ...files.filter((file) => !['edge.test.ts', 'ledge.config.ts'].includes(file)),
        'ledge.config.mjs',
      ].sort(),
    )
    expect(stdout).toMatch(/Next:\n {2}npm install --save-dev 'ledge@\^\d/)
    expect(stdout).not.toContain('npm test')
  })

  test('changes nothing the second time', async () => {
    const root = withFiles('twice')
    await call(root, ['init'])
    const { stdout } = await call(root, ['init', '--json'])
    expect(JSON.parse(stdout)).toMatchObject({ folder: root, made: [], kept: files })
  })

  test('--quiet works in silence', async () => {
    expect(await call(withFiles('quiet'), ['init', '-q'])).toEqual({
      code: 0,
      stdout: '',
      stderr: '',
    })
  })

  test.each([
    ['Ünder & over', 'nder-over'],
    ['ledge', 'ledge-site'],
    ['***', 'edge'],
  ])("in a folder '%s' makes a package '%s'", async (name, expected) => {
    const { stdout } = await call(folder, ['init', name])
    const manifest = JSON.parse(readFileSync(join(folder, name, 'package.json'), 'utf8'))
    expect(manifest.name).toBe(expected)
    if (name !== 'ledge') expect(stdout).toContain(`cd '${name}'\n`)
  })
})

test('create-ledge goes with the version of the package', () => {
  const read = (path: string): { version: string; dependencies: Record<string, string> } =>
    JSON.parse(readFileSync(path, 'utf8'))
  const { version } = read('package.json')
  expect(read('scripts/create-ledge/package.json')).toMatchObject({
    version,
    dependencies: { ledge: `^${version}` },
  })
})
