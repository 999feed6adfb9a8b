import { execFileSync } from 'node:child_process'
import { copyFileSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { build } from 'esbuild'
import ts from 'typescript'
import { beforeAll, describe, expect, inject, test } from 'vitest'
import {
  originRequestCustom,
  originResponse,
  viewerRequest,
  viewerResponse,
} from '../fixtures/events.js'
import { nodeOf } from './node.js'

const user = inject('user')
const here = (file: string): string => new URL(file, import.meta.url).pathname

beforeAll(() => copyFileSync(here('edge.ts'), join(user, 'edge.ts')))

describe('the files in the package', () => {
  const installed = join(user, 'node_modules/ledge')
  const files = readdirSync(installed, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(installed.length + 1))

  test('are what was built and what a reader needs', () => {
    const built = /^dist\/(src|recipes)\/.+\.(js|d\.ts)$/
    const rest = files.filter((file) => !built.test(file))
    expect(rest.sort()).toEqual(['CHANGELOG.md', 'LICENSE', 'README.md', 'package.json'])
  })

  test('come in pairs: each module has its declarations', () => {
    const modules = files.filter((file) => file.endsWith('.js'))
    const declared = files.filter((file) => file.endsWith('.d.ts'))
    expect(modules.length).toBeGreaterThan(0)
    expect(modules.map((file) => file.replace(/\.js$/, '.d.ts')).sort()).toEqual(declared.sort())
  })
})

describe('the steps of an app', () => {
  test('go by the names that they have in the documentation', () => {
    const script = `
      import { ledge, tap } from 'ledge'
      import { ipAllow } from 'ledge/recipes/ip-allow'
      import { redirects } from 'ledge/recipes/redirects'
      const app = ledge().viewerRequest(
        ipAllow({ allow: ['192.0.2.1'] }),
        redirects({ rules: [{ from: '/a', to: '/b' }] }),
        tap(() => {}),
      )
      console.log(app.routes().map(({ name }) => name).join())`
    const printed = execFileSync(process.execPath, ['--input-type=module', '-e', script], {
      cwd: user,
      encoding: 'utf8',
    })
    expect(printed).toBe('ipAllow,redirects,tap\n')
  })
})

describe('the types of the package', { timeout: 120_000 }, () => {
  test.each([
    ['bundler', ts.ModuleKind.Preserve, ts.ModuleResolutionKind.Bundler],
    ['nodenext', ts.ModuleKind.NodeNext, ts.ModuleResolutionKind.NodeNext],
  ])('hold with moduleResolution %s, libraries checked', (_, module, moduleResolution) => {
    const program = ts.createProgram([join(user, 'edge.ts')], {
      module,
      moduleResolution,
      target: ts.ScriptTarget.ES2022,
      strict: true,
      exactOptionalPropertyTypes: true,
      noEmit: true,
      skipLibCheck: false,
      types: [],
    })
    expect(program.getSourceFiles().some(({ fileName }) => fileName.startsWith(user))).toBe(true)
    expect(ts.formatDiagnostics(ts.getPreEmitDiagnostics(program), formatHost)).toBe('')
  })
})

describe('an app in an empty folder', () => {
  const events = {
    viewerRequest: viewerRequest({ uri: '/old/shoes' }),
    originRequest: originRequestCustom({ uri: '/api/users' }),
    originResponse: originResponse(),
    viewerResponse: viewerResponse(),
  }

  // As a user would: the app as it is beside the installed package, or all in one file.
  const forms = [
    ['edge.mjs', { bundle: false, format: 'esm' }],
    ['edge.cjs', { bundle: false, format: 'cjs' }],
    ['bundle.mjs', { bundle: true, format: 'esm' }],
    ['bundle.cjs', { bundle: true, format: 'cjs' }],
  ] as const

  beforeAll(async () => {
    copyFileSync(here('probe.mjs'), join(user, 'probe.mjs'))
    writeFileSync(join(user, 'events.json'), JSON.stringify(events))
    for (const [outfile, options] of forms) {
      await build({
        ...options,
        absWorkingDir: user,
        entryPoints: ['edge.ts'],
        outfile,
        platform: 'node',
        target: 'node20',
      })
    }
  })

  describe.each([20, 22, 24])('on Node.js %i', (major) => {
    test.for(forms)('%s answers', ([file], { skip }) => {
      let node = ''
      try {
        node = nodeOf(major)
      } catch (cause) {
        skip(`no Node.js ${major} here, and none from npm: ${cause}`)
      }
      const results = JSON.parse(
        execFileSync(node, ['probe.mjs', `./${file}`], { cwd: user, encoding: 'utf8' }),
      )
      expect(results.viewerRequest).toMatchObject({
        status: '301',
        headers: { location: [{ value: '/new/shoes' }] },
      })
      expect(results.originRequest).toMatchObject({
        uri: '/api/users',
        headers: { host: [{ value: 'api.example.com' }] },
        origin: { custom: { domainName: 'api.example.com' } },
      })
      expect(results.originResponse).toEqual(events.originResponse.Records[0].cf.response)
      expect(results.viewerResponse.headers['x-served-by']).toEqual([
        { key: 'X-Served-By', value: 'edge' },
      ])
    })
  })
})

const formatHost: ts.FormatDiagnosticsHost = {
  getCanonicalFileName: (name) => name,
  getCurrentDirectory: () => user,
  getNewLine: () => '\n',
}
