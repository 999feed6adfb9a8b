import { spawnSync } from 'node:child_process'
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestProject } from 'vitest/node'

declare module 'vitest' {
  interface ProvidedContext {
    /** The folder of a user who has installed the package, and nothing else. */
    user: string
  }
}

/** Packs the package as it would be published and installs it into an empty folder. */
export function setup({ provide }: TestProject): () => void {
  const user = mkdtempSync(join(tmpdir(), 'ledge-user-'))
  const remove = (): void => rmSync(user, { recursive: true })
  try {
    npm(process.cwd(), 'pack', '--pack-destination', user)
    const [tarball] = readdirSync(user)
    writeFileSync(join(user, 'package.json'), '{ "private": true, "type": "module" }')
    npm(user, 'install', '--prefer-offline', `./${tarball}`)
  } catch (error) {
    remove()
    throw error
  }
  provide('user', user)
  return remove
}

function npm(cwd: string, ...args: string[]): void {
  const { status, stdout, stderr } = spawnSync('npm', [...args, '--no-audit', '--no-fund'], {
    cwd,
    encoding: 'utf8',
  })
  if (status !== 0) throw new Error(`npm ${args.join(' ')} failed:\n${stdout}${stderr}`)
}
