import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/**
 * The `node_modules` of packages from npm, which are fetched once and kept in the system's folder
 * for temporary files.
 *
 * @throws where npm has none for this machine, or cannot be reached.
 */
export function kept(...packages: string[]): string {
  const folder = join(tmpdir(), `ledge-kept-${packages.join('-').replace(/[^\w.-]/g, '-')}`)
  const modules = join(folder, 'node_modules')
  // npm writes this file last.
  if (!existsSync(join(modules, '.package-lock.json'))) {
    // npm runs what a package wants to do when it is installed only where that is allowed.
    const names = packages.map((name) => name.replace(/(?<=.)@.*$/, ''))
    const allowScripts = Object.fromEntries(names.map((name) => [name, true]))
    mkdirSync(folder, { recursive: true })
    writeFileSync(join(folder, 'package.json'), JSON.stringify({ private: true, allowScripts }))
    const install = ['install', '--prefix', folder, '--no-save', ...packages]
    execFileSync('npm', [...install, '--silent', '--fetch-retries=0'], { stdio: 'pipe' })
  }
  return modules
}
