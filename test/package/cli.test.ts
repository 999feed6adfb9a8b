import { type SpawnSyncReturns, spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { stripVTControlCharacters } from 'node:util'
import { afterAll, describe, expect, inject, test } from 'vitest'

const bin = join(inject('user'), 'node_modules/.bin/ledge')
const folder = mkdtempSync(join(tmpdir(), 'ledge-cli-'))
afterAll(() => rmSync(folder, { recursive: true }))

writeFileSync(join(folder, 'ledge.config.js'), 'export default { app: 5 }')

type Env = Readonly<Record<string, string>>

function ledge(args: readonly string[], env: Env = {}): SpawnSyncReturns<string> {
  return sh(`'${bin}' ${args.join(' ')}`, env)
}

/** A shell that knows nothing of the terminal that the tests run in. */
function sh(command: string, env: Env = {}): SpawnSyncReturns<string> {
  const { PATH = '' } = process.env
  return spawnSync('sh', ['-c', command], { cwd: folder, encoding: 'utf8', env: { PATH, ...env } })
}

describe('the program', () => {
  test.each<[args: string[], status: number, stdout: RegExp, stderr: RegExp]>([
    [['--version'], 0, /^\d+\.\d+\.\d+\n$/, /^$/],
    [['build', '--help'], 0, /^Usage: ledge build \[options\]\n/, /^$/],
    [['help', 'logs'], 0, /^Usage: ledge logs \[options\]\n/, /^$/],
    [['biuld'], 2, /^$/, /^error: unknown command 'biuld'\n\(Did you mean build\?\)\n/],
    [['build'], 1, /^$/, /^error ledge\.config\.js:1:18: Expected app to be a path, got 5\./],
    [['build', '--json'], 1, /^\{\n {2}"problems": \[/, /^$/],
    [['build', '--stage'], 2, /^$/, /argument missing/],
  ])('%j ends with %i', (args, status, stdout, stderr) => {
    const called = ledge(args)
    expect(called).toMatchObject({
      status,
      stdout: expect.stringMatching(stdout),
      stderr: expect.stringMatching(stderr),
    })
  })

  test('keeps stdout free of what a config logs', () => {
    writeFileSync(join(folder, 'loud.js'), 'console.log("loud")\nexport default { app: 5 }')
    const { stdout, stderr } = ledge(['build', '--json', '-c', 'loud.js'])
    expect(JSON.parse(stdout).problems).toHaveLength(1)
    expect(stderr).toBe('loud\n')
  })

  test('does not mind that nobody reads on', () => {
    const { stdout, stderr } = sh(`'${bin}' logs -d E2QWRUHAPOMQZL -q | head -c 3`)
    expect({ stdout, stderr }).toEqual({ stdout: 'sh ', stderr: '' })
  })
})

describe('colours', () => {
  const hasColours = (text: string): boolean => stripVTControlCharacters(text) !== text

  test.each<[env: Env, coloured: boolean]>([
    [{}, false],
    [{ FORCE_COLOR: '1' }, true],
    [{ FORCE_COLOR: '1', NO_COLOR: '1' }, false],
    [{ FORCE_COLOR: '0' }, false],
  ])('in a pipe with %j: %s', (env, coloured) => {
    expect(hasColours(ledge(['--help'], env).stdout)).toBe(coloured)
    expect(hasColours(ledge(['build'], env).stderr)).toBe(coloured)
    expect(hasColours(ledge(['biuld'], env).stderr)).toBe(coloured)
  })

  // `script` of util-linux gives a program a terminal.
  const isThere = sh('script -V').stdout.includes('util-linux')

  test.runIf(isThere).each<[env: Env, coloured: boolean]>([
    [{ TERM: 'xterm' }, true],
    [{ TERM: 'xterm', NO_COLOR: '1' }, false],
    [{ TERM: 'dumb' }, false],
  ])('in a terminal with %j: %s', (env, coloured) => {
    const { stdout } = sh(`script -qec "'${bin}' build" /dev/null`, env)
    expect(stdout).toContain('Expected app to be a path')
    expect(hasColours(stdout)).toBe(coloured)
  })
})
