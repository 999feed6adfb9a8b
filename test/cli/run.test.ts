import { describe, expect, test } from 'vitest'
import { project } from '../build/project.js'
import { call } from './call.js'

const fine = `import { ledge } from 'ledge'
export const app = ledge()
app.viewerRequest((ctx, next) => next())
`
const commands = ['init', 'build', 'check', 'routes', 'logs']

describe('help', () => {
  test('lists the commands, with examples, on stdout', async () => {
    const { code, stdout, stderr } = await call('.', ['--help'])
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
    for (const command of commands) expect(stdout).toMatch(new RegExp(`^  ${command} `, 'm'))
    expect(stdout).toContain('$ ledge init my-site')
  })

  test.each(commands)('of %s has examples of calls that there are', async (command) => {
    const { code, stdout } = await call('.', [command, '--help'])
    expect(code).toBe(0)
    const [, options = '', examples = ''] = stdout.split(/^(?:Options|Examples):\n/m)
    const calls = [...examples.matchAll(/^ {2}\$ ledge (.+?)(?: {2}|$)/gm)].map(([, call]) => call!)
    expect(calls.length).toBeGreaterThan(0)
    for (const flag of calls.flatMap((call) => call.match(/(?<= )--?\w[\w-]*/g) ?? [])) {
      expect(options).toMatch(new RegExp(`${flag}\\b`))
    }
  })

  test.each([[[]], [['build', '--help']], [['logs', '--help']]])(
    '%j fits into 100 columns',
    async (args) => {
      const { stdout, stderr } = await call('.', args)
      expect((stdout + stderr).split('\n').filter((line) => line.length > 100)).toEqual([])
    },
  )

  test('is what a call without a command gets, as an error', async () => {
    const { code, stdout, stderr } = await call('.', [])
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' })
    expect(stderr).toMatch(/^Usage: ledge <command>/)
  })
})

test('--version is that of the package', async () => {
  const { code, stdout } = await call('.', ['--version'])
  expect({ code, stdout }).toEqual({ code: 0, stdout: expect.stringMatching(/^\d+\.\d+\.\d+\n$/) })
})

describe('a wrong call', () => {
  const config = `export default { stages: { prod: {} } }`

  test.each<[mistake: string, args: string[], said: RegExp]>([
    ['a command', ['biuld'], /unknown command 'biuld'\n\(Did you mean build\?\)/],
    ['an option', ['build', '--emti', 'sam'], /unknown option '--emti'\n\(Did you mean --emit\?\)/],
    ['an option without its value', ['build', '--stage'], /argument missing/],
    ['an argument too many', ['build', 'edge.ts'], /too many arguments for 'build'/],
    ['a format', ['build', '--emit', 'sam,terrafrom'], /'terrafrom'\. Did you mean 'terraform'\?/],
    ['a stage', ['build', '--stage', 'prdo'], /no stage 'prdo'.*Did you mean 'prod'\?/],
    ['a stage of check', ['check', '--stage', 'prdo'], /no stage 'prdo'/],
    ['a config', ['routes', '-c', 'ledge.confg.ts'], /no config at .* mean 'ledge\.config\.ts'\?/],
    ['a path', ['routes', '--match', 'old'], /begins with \/, got 'old'/],
    ['a path that is none', ['routes', '--match', '/a b'], /That is no request: Expected a path/],
    ['a method without a path', ['routes', '--method', 'GET'], /Expected --match <path> beside/],
    ['no distribution', ['logs'], /Expected --distribution <id>/],
    ['a distribution', ['logs', '-d', '$(id)'], /id of a distribution.*got '\$\(id\)'/],
    ['a time', ['logs', '-d', 'E2QWRUHAPOMQZL', '--since', '1y'], /such as 30m, 1h or 2d/],
    ['an id', ['logs', '-d', 'E2QWRUHAPOMQZL', '-r', `"'`], /what x-amz-cf-id holds/],
    ['a function', ['logs', '-d', 'E2QWRUHAPOMQZL', '-f', 'a,b c'], /got 'b c'/],
    ['a file for a folder', ['init', 'edge.ts'], /Expected a folder, but edge\.ts is a file/],
  ])('%s is told on stderr, with the exit code 2', async (_, args, said) => {
    const root = project({ 'edge.ts': fine, 'ledge.config.ts': config })
    const { code, stdout, stderr } = await call(root, args)
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' })
    expect(stderr).toMatch(said)
    expect(stderr).not.toMatch(/^ +at /m)
  })
})

describe('a project with problems', () => {
  const broken = { 'edge.ts': `${fine}process.env.API_HOST\n` }

  test.each([['build'], ['check'], ['routes']])(
    'ends %s with 1, and says what, where and which line',
    async (command) => {
      const { code, stderr } = await call(project(broken), [command])
      expect(code).toBe(1)
      expect(stderr).toMatch(/^error edge\.ts:4:1: process\.env\.API_HOST has no value/)
      expect(stderr).toContain('\n  4 | process.env.API_HOST\n    | ^\n')
      expect(stderr).not.toMatch(/^ +at /m)
    },
  )

  test.each([['build'], ['check'], ['routes']])('is JSON for %s --json', async (command) => {
    const { code, stdout, stderr } = await call(project(broken), [command, '--json'])
    expect({ code, stderr }).toEqual({ code: 1, stderr: '' })
    expect(JSON.parse(stdout).problems).toMatchObject([{ code: 'env-missing', at: { line: 4 } }])
  })

  test('where there is no app, is told how to begin', async () => {
    const { code, stderr } = await call(project({}), ['build'])
    expect(code).toBe(1)
    expect(stderr).toContain("'ledge init' makes a project")
  })

  test('or with a folder that cannot be written gets no stack', async () => {
    const root = project({ 'edge.ts': fine, out: '' })
    const { code, stderr } = await call(root, ['build', '--out', 'out'])
    expect({ code, stderr }).toEqual({
      code: 1,
      stderr: expect.stringMatching(/^error: ENOTDIR: .*\n$/),
    })
  })
})

test('a fault of Ledge is told as one, with its stack, and where to report it', async () => {
  const stdout = {
    write: () => {
      throw new TypeError('a fault')
    },
  }
  const { code, stderr } = await call('.', ['logs', '-d', 'E2QWRUHAPOMQZL'], { stdout })
  expect(code).toBe(70)
  expect(stderr).toMatch(/This is a fault of Ledge.*TypeError: a fault\n +at .*Please report it/s)
})
