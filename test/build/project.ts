import { randomUUID } from 'node:crypto'
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { inject } from 'vitest'

/** A user's folder with these files in it, and Ledge installed beside: its sources, as they are now. */
export function project(files: Readonly<Record<string, string>>): string {
  const root = mkdtempSync(join(inject('installed'), 'project-'))
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
