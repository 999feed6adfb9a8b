import { randomUUID } from 'node:crypto'
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterAll } from 'vitest'

/** A user's folder with these files in it, and Ledge installed beside: its sources, as they are now. */
export function project(files: Readonly<Record<string, string>>): string {
  const root = mkdtempSync(join(installed(), 'project-'))
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, name)), { recursive: true })
    writeFileSync(join(root, name), text)
  }
  return root
}

/** The module that a bundle is, loaded by Node.js itself: vitest leaves alone what is in node_modules. */
export async function load(root: string, code: string): Promise<Record<string, unknown>> {
  const file = join(root, 'node_modules', `${randomUUID()}.mjs`)
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(file, code)
  return import(pathToFileURL(file).href)
}

let folder: string | undefined

/** One folder for all projects of a test file, with the package in its node_modules. */
function installed(): string {
  if (folder) return folder
  folder = mkdtempSync(join(tmpdir(), 'ledge-projects-'))
  const ledge = join(folder, 'node_modules/ledge')
  for (const part of ['src', 'recipes']) cpSync(part, join(ledge, part), { recursive: true })
  for (const dependency of ['path-to-regexp', 'cookie']) {
    cpSync(`node_modules/${dependency}`, join(folder, 'node_modules', dependency), {
      recursive: true,
    })
  }
  const manifest = readFileSync('package.json', 'utf8')
  writeFileSync(
    join(ledge, 'package.json'),
    manifest.replaceAll(/"\.\/dist\/(.*)\.js"/g, '"./$1.ts"'),
  )
  return folder
}

afterAll(() => {
  if (folder) rmSync(folder, { recursive: true, force: true })
})
