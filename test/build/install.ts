import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestProject } from 'vitest/node'

declare module 'vitest' {
  interface ProvidedContext {
    /** A folder with Ledge in its node_modules: its sources, as they are now. */
    installed: string
  }
}

/** Makes the folder that the projects of all tests are made in, once for a run. */
export function setup({ provide }: TestProject): () => void {
  const folder = mkdtempSync(join(tmpdir(), 'ledge-projects-'))
  const ledge = join(folder, 'node_modules/ledge')
  for (const part of ['src', 'recipes']) cpSync(part, join(ledge, part), { recursive: true })
  for (const dependency of ['path-to-regexp', 'cookie']) {
    const place = join('node_modules', dependency)
    cpSync(place, join(folder, place), { recursive: true })
  }
  const manifest = readFileSync('package.json', 'utf8')
  writeFileSync(
    join(ledge, 'package.json'),
    manifest.replaceAll(/"\.\/dist\/(.*)\.js"/g, '"./$1.ts"'),
  )
  provide('installed', folder)
  return () => rmSync(folder, { recursive: true, force: true })
}
