import { execFileSync } from 'node:child_process'
import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestProject } from 'vitest/node'

declare module 'vitest' {
  interface ProvidedContext {
    /** A folder with Ledge in its node_modules, built from the sources as they are now. */
    installed: string
  }
}

/** Makes the folder that the projects of all tests are made in, once for a run. */
export function setup({ provide }: TestProject): () => void {
  const folder = mkdtempSync(join(tmpdir(), 'ledge-projects-'))
  const ledge = join(folder, 'node_modules/ledge')
  execFileSync('npx', ['tsup', '--out-dir', join(ledge, 'dist')], { stdio: 'inherit' })
  cpSync('package.json', join(ledge, 'package.json'))
  for (const dependency of ['path-to-regexp', 'cookie']) {
    const place = join('node_modules', dependency)
    cpSync(place, join(folder, place), { recursive: true })
  }
  provide('installed', folder)
  return () => rmSync(folder, { recursive: true, force: true })
}
