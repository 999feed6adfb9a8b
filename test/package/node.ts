import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/**
 * The path of a Node.js of this major version: the one that runs, or one from npm, which is fetched
 * once and kept in the system's folder for temporary files (about 180 MB each).
 *
 * @throws where npm has none for this machine, or cannot be reached.
 */
export function nodeOf(major: number): string {
  if (process.versions.node.startsWith(`${major}.`)) return process.execPath
  const name = `node-${process.platform}-${process.arch}`
  const folder = join(tmpdir(), `ledge-node-${major}`)
  const binary = join(folder, 'node_modules', name, 'bin/node')
  if (!existsSync(binary)) {
    const install = ['install', '--prefix', folder, '--no-save', `${name}@${major}`]
    execFileSync('npm', [...install, '--silent', '--fetch-retries=0'], { stdio: 'pipe' })
  }
  return binary
}
