import { spawnSync } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, inject, test } from 'vitest'

const user = inject('user')
const tarball = join(user, readdirSync(user).find((name) => name.endsWith('.tgz'))!)
const folder = mkdtempSync(join(tmpdir(), 'ledge-init-'))
afterAll(() => rmSync(folder, { recursive: true }))

/** What a command prints, as if it was typed; it must end well. */
function type(command: string, cwd: string): string {
  // Without what this test runner has set for its own.
  const { VITEST: _, NODE_ENV: __, ...env } = process.env
  const { status, stdout, stderr } = spawnSync('sh', ['-c', command], {
    cwd,
    encoding: 'utf8',
    env: { ...env, NO_COLOR: '1', npm_config_fund: 'false', npm_config_audit: 'false' },
  })
  expect({ command, status, said: status === 0 ? '' : stdout + stderr }).toEqual({
    command,
    status: 0,
    said: '',
  })
  return stdout
}

/** The version that was packed in the place of one from a registry. */
function takeTarball(project: string): void {
  const file = join(project, 'package.json')
  const manifest = JSON.parse(readFileSync(file, 'utf8'))
  expect(manifest.devDependencies.ledge).toMatch(/^\^\d/)
  manifest.devDependencies.ledge = `file:${tarball}`
  writeFileSync(file, JSON.stringify(manifest))
}

describe('ledge init in an empty folder', { timeout: 300_000 }, () => {
  test('makes a project in which everything works as printed', () => {
    const printed = type(`'${join(user, 'node_modules/.bin/ledge')}' init my-site`, folder)
    const [, next = ''] = printed.split('Next:\n')
    const [enter, ...steps] = [...next.matchAll(/^ {2}(.+)$/gm)].map(([, step]) => step!)
    expect(enter).toBe('cd my-site')
    expect(steps).toEqual(['npm install', 'npm test', 'npx ledge check', 'npx ledge build'])

    const project = join(folder, 'my-site')
    takeTarball(project)
    const said = steps.map((step) => type(step.replace(/^npm i.*/, '$& --prefer-offline'), project))
    expect(said[1]).toMatch(/Tests +3 passed \(3\)/)
    expect(said[2]).toMatch(/^No problems\. /)
    expect(said[3]).toContain('2 functions in .ledge/build')
    expect(readdirSync(join(project, '.ledge/build')).sort()).toEqual([
      'ledge.manifest.json',
      'origin-request',
      'viewer-request',
    ])
    // What its README says beyond that.
    type('npm run typecheck', project)
    expect(type('npx ledge routes', project)).toMatch(/1 {2}\/old\/:page +\(no name\) +edge\.ts:6/)
  })

  test('is what create-ledge does', () => {
    const source = join(process.cwd(), 'scripts/create-ledge')
    const packed = type(`npm pack '${source}' --silent`, folder).trim()
    writeFileSync(join(folder, 'package.json'), '{ "private": true }')
    type(`npm install --prefer-offline '${tarball}' './${packed}'`, folder)
    const printed = type('npx create-ledge created', folder)
    expect(printed).toContain('Next:\n  cd created\n  npm install\n')
    const filesOf = (name: string): string[] =>
      readdirSync(join(folder, name)).filter(
        (file) => !/^(node_modules|package-lock|\.ledge)/.test(file),
      )
    expect(filesOf('created')).toEqual(filesOf('my-site'))
  })
})
