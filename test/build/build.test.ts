import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { SourceMap } from 'node:module'
import { join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { type BuildReport, build, loadConfig, type Manifest } from '../../src/build/index.js'
import type { Handler } from '../../src/event.js'
import { originRequestCustom, viewerRequest } from '../fixtures/events.js'
import { load, project } from './project.js'

const edge = `import { ledge, redirect } from 'ledge'
import { readFileSync } from 'node:fs'
export const app = ledge()
app.viewerRequest('/old/:slug', (ctx) => redirect(\`/new/\${ctx.params.slug}\`, 301))
app.originRequest('/api/*rest', (ctx, next) => {
  ctx.request.headers.set('x-api', process.env.API_HOST)
  ctx.request.headers.set('x-dirs', typeof readFileSync)
  return next()
})
`

const config = `import { defineConfig, folder, http } from 'ledge/config'
export default defineConfig({
  origins: { site: folder('./public'), api: http('http://127.0.0.1:3000') },
  behaviors: [
    { path: '/api/*', origin: 'api', cache: 'CachingDisabled' },
    { path: '*', origin: 'site' },
  ],
  env: { API_HOST: 'api.example.com' },
  stages: { test: { env: { API_HOST: 'test.example.com' } } },
  functions: { 'origin-request': { memory: 512, timeout: 20, budget: 100_000 } },
})
`

const files = { 'edge.ts': edge, 'ledge.config.ts': config }

const buildIn = async (root: string, stage?: string): Promise<BuildReport> =>
  build({ config: await loadConfig(root), ...(stage && { stage }) })

const textOf = (report: BuildReport, file: string): string =>
  readFileSync(join(report.outDir, file), 'utf8')

describe('a build', () => {
  let root: string
  let report: BuildReport
  beforeAll(async () => {
    root = project(files)
    report = await buildIn(root)
  })

  test('writes the code of each trigger, its source map, its zip, and the manifest', async () => {
    expect(report.outDir).toBe(join(root, '.ledge/build'))
    const written = readdirSync(report.outDir, { recursive: true }).map(String)
    const zips = Object.values(report.manifest.functions).map(({ zip }) => zip)
    expect(written.sort()).toEqual(
      [
        'ledge.manifest.json',
        'origin-request',
        'origin-request/index.mjs',
        'origin-request/index.mjs.map',
        'viewer-request',
        'viewer-request/index.mjs',
        'viewer-request/index.mjs.map',
        ...zips,
      ].sort(),
    )
    expect(JSON.parse(textOf(report, 'ledge.manifest.json'))).toEqual(report.manifest)
    expect(JSON.parse(JSON.stringify(report))).toMatchObject({ outDir: report.outDir })
  })

  test('gives handlers that answer as the app does, with the values of the config', async () => {
    const run = async (trigger: string, event: Parameters<Handler>[0]): Promise<unknown> => {
      const { handler } = await load(root, textOf(report, `${trigger}/index.mjs`))
      return (handler as Handler)(event)
    }
    expect(await run('viewer-request', viewerRequest({ uri: '/old/shoes' }))).toMatchObject({
      status: '301',
      headers: { location: [{ value: '/new/shoes' }] },
    })
    expect(await run('origin-request', originRequestCustom({ uri: '/api/7' }))).toMatchObject({
      headers: { 'x-api': [{ value: 'api.example.com' }], 'x-dirs': [{ value: 'function' }] },
    })
  })

  test('reports sizes, modules, built-ins, budgets and how often each function runs', async () => {
    const { functions, warnings, kept } = report
    expect(warnings).toEqual([])
    expect(kept).toEqual([])
    expect(functions).toMatchObject([
      {
        name: 'viewer-request',
        changed: true,
        loads: [],
        behaviors: [{ path: '*', runs: 'every request' }],
      },
      {
        name: 'origin-request',
        loads: ['node:fs'],
        budget: 100_000,
        behaviors: [{ path: '/api/*', runs: 'every request' }],
      },
    ])
    for (const { bytes, modules } of functions) {
      expect(bytes.gzip).toBeLessThan(bytes.minified)
      const counted = modules.reduce((sum, module) => sum + module.bytes, 0)
      expect(counted).toBeGreaterThan(0.9 * bytes.minified)
      expect(counted).toBeLessThanOrEqual(bytes.minified)
      expect(modules.map(({ path }) => path)).toContain('edge.ts')
    }
  })

  test('gives a manifest that says how to deploy each function', async () => {
    const { manifest } = report
    expect(manifest.functions['viewer-request']).toMatchObject({
      app: './edge.ts',
      handler: 'index.handler',
      runtime: 'nodejs24.x',
      architecture: 'x86_64',
      memory: 128,
      timeout: 5,
      includeBody: false,
    })
    expect(manifest.functions['origin-request']).toMatchObject({ memory: 512, timeout: 20 })
    expect(manifest.behaviors.map(({ path, functions }) => [path, functions.length])).toEqual([
      ['/api/*', 1],
      ['*', 1],
    ])
  })

  test('has source maps to the lines of the project', async () => {
    const code = textOf(report, 'viewer-request/index.mjs')
    const line = code.slice(0, code.indexOf('/new/')).split('\n').length - 1
    const column = code.split('\n')[line]!.indexOf('/new/')
    const map = new SourceMap(JSON.parse(textOf(report, 'viewer-request/index.mjs.map')))
    const entry = map.findEntry(line, column) as { originalSource: string; originalLine: number }
    expect(entry.originalSource).toMatch(/edge\.ts$/)
    expect(entry.originalLine + 1).toBe(4)
    expect(code).not.toContain('sourceMappingURL')
  })
})

describe('the same code', () => {
  test('gives the same zips again, and in another folder, and an unchanged manifest', async () => {
    const packages = {
      'node_modules/tool/index.js': `exports.tool = (name) => require('path').join('/tool', name)`,
    }
    const withTool = {
      ...files,
      ...packages,
      'edge.ts': `import { tool } from 'tool'\n${edge}app.viewerRequest((ctx, next) => tool('x') ? next() : next())`,
    }
    const root = project(withTool)
    const first = await buildIn(root)
    const manifest = textOf(first, 'ledge.manifest.json')
    const second = await buildIn(root)
    const elsewhere = await buildIn(project(withTool))
    expect(textOf(second, 'ledge.manifest.json')).toBe(manifest)
    expect(textOf(elsewhere, 'ledge.manifest.json')).toBe(manifest)
    expect(second.functions.map(({ changed }) => changed)).toEqual([false, false])
    for (const { zip } of Object.values(first.manifest.functions)) {
      expect(
        readFileSync(join(elsewhere.outDir, zip)).equals(
          readFileSync(join(root, '.ledge/build', zip)),
        ),
      ).toBe(true)
    }
  })
})

describe('builds in a row', () => {
  const write = (root: string, text: string): void =>
    writeFileSync(
      join(root, 'edge.ts'),
      `import { ledge, text } from 'ledge'\nexport const app = ledge()\napp.viewerRequest(() => text('${text}'))`,
    )
  const zipsIn = (folder: string): string[] =>
    readdirSync(join(folder, 'viewer-request')).filter((name) => name.endsWith('.zip'))

  test('leave the zips of the last five versions for a rollback', async () => {
    const root = project({})
    const sums: string[] = []
    for (const text of ['a', 'b', 'c', 'd', 'e', 'f', 'b']) {
      write(root, text)
      const { manifest } = await buildIn(root)
      sums.unshift(manifest.functions['viewer-request']!.sha256)
    }
    const folder = join(root, '.ledge/build')
    const { versions }: Manifest = JSON.parse(
      readFileSync(join(folder, 'ledge.manifest.json'), 'utf8'),
    )
    const [b, f, e, d, c] = sums
    expect(versions.map((version) => version['viewer-request']?.sha256)).toEqual([b, f, e, d, c])
    for (const version of versions) {
      expect(existsSync(join(folder, version['viewer-request']!.zip))).toBe(true)
    }
    expect(zipsIn(folder)).toHaveLength(5)
  })

  test('take away the code of a trigger that the app no longer has', async () => {
    const root = project({
      'edge.ts': `import { ledge } from 'ledge'\nexport const app = ledge()\napp.originRequest((ctx, next) => next())`,
    })
    const { outDir } = await buildIn(root)
    write(root, 'a')
    await buildIn(root)
    expect(readdirSync(join(outDir, 'origin-request'))).toEqual([
      expect.stringMatching(/^\w{16}\.zip$/),
    ])
    expect(readdirSync(join(outDir, 'viewer-request'))).toHaveLength(3)
  })

  test('do not mind a manifest that is none', async () => {
    const root = project({ '.ledge/build/ledge.manifest.json': '{ "version": 1' })
    write(root, 'a')
    expect((await buildIn(root)).manifest.versions).toHaveLength(1)
  })
})

describe('a stage', () => {
  test('has its own values and its own folder', async () => {
    const root = project(files)
    const report = await buildIn(root, 'test')
    expect(report.outDir).toBe(join(root, '.ledge/build/test'))
    const code = textOf(report, 'origin-request/index.mjs')
    expect(code).toContain('test.example.com')
    expect(code).not.toContain('api.example.com')
  })

  test('must be one of the config', async () => {
    await expect(buildIn(project(files), 'tset')).rejects.toThrow(
      "The config has no stage 'tset'. There is test. Did you mean 'test'?",
    )
  })

  test('may be where a value must come from', async () => {
    const root = project({
      ...files,
      'ledge.config.ts': config.replace(
        "{ API_HOST: 'api.example.com' }",
        '{ API_HOST: undefined }',
      ),
    })
    await expect(buildIn(root)).rejects.toThrow('build with --stage test')
    expect(textOf(await buildIn(root, 'test'), 'origin-request/index.mjs')).toContain(
      'test.example.com',
    )
  })
})

describe('several apps', () => {
  test('have each their functions, for the behaviors that name them', async () => {
    const root = project({
      'edge.ts': edge.replace('process.env.API_HOST', "'x'"),
      'apps/admin.ts': `import { ledge } from 'ledge'
        export const app = ledge()
        app.viewerRequest((ctx, next) => next())`,
      'ledge.config.ts': `export default {
        behaviors: [
          { path: '/admin*', origin: 'site', app: './apps/admin.ts' },
          { path: '*', origin: 'site' },
        ],
      }`,
    })
    const { manifest } = await buildIn(root)
    expect(Object.keys(manifest.functions)).toEqual([
      'admin/viewer-request',
      'viewer-request',
      'origin-request',
    ])
    expect(
      manifest.behaviors.map(({ functions }) => functions.map((attached) => attached.function)),
    ).toEqual([['admin/viewer-request'], ['viewer-request', 'origin-request']])
  })

  test('where one is lost, its first registration is told', async () => {
    const root = project({
      'edge.ts': `import { ledge } from 'ledge'
export const app = ledge()
const other = ledge()
app.viewerRequest((ctx, next) => next())
other.viewerRequest((ctx, next) => next())
`,
    })
    expect((await buildIn(root)).warnings).toMatchObject([
      { severity: 'warning', code: 'lost-app', at: { file: 'edge.ts', line: 5, column: 1 } },
    ])
  })
})

test('a function that no behavior has is told', async () => {
  const root = project({
    'edge.ts': `import { ledge } from 'ledge'
      export const app = ledge()
      app.viewerRequest((ctx, next) => next())
      app.originRequest('/api/*rest', (ctx, next) => next())`,
    'ledge.config.ts': `export default {
      behaviors: [{ path: '/api/*', origin: 'site', triggers: [] }, { path: '*', origin: 'site' }],
    }`,
  })
  expect((await buildIn(root)).warnings).toMatchObject([
    { code: 'unattached', message: expect.stringMatching(/^origin-request was built/) },
  ])
})

test('a function over its budget is not written', async () => {
  const root = project({
    'edge.ts': `import { ledge, text } from 'ledge'
      import { words } from 'words'
      export const app = ledge()
      app.viewerRequest(() => text(words))`,
    'node_modules/words/index.js': `exports.words = '${Array.from({ length: 290_000 }, (_, i) => i.toString(36)).join(' ')}'`,
    'ledge.config.ts': `export default { functions: { 'viewer-request': { budget: 20_000 } } }`,
  })
  await expect(buildIn(root)).rejects.toThrow(
    /^viewer-request has [\d,]{7} bytes, .*Largest in it, minified: node_modules\/words\/index\.js \(1,/,
  )
  expect(existsSync(join(root, '.ledge'))).toBe(false)
})

test('a slice that misses something it needs gives way to the whole app, and that is told', async () => {
  const root = project({
    'edge.ts': `import { ledge, text } from 'ledge'
      export const app = ledge()
      const installed = Object.assign(globalThis, { table: new Map([['a', 1]]) })
      app.originRequest((ctx, next) => installed.table.size > 0 ? next() : next())
      if (globalThis.table.size > 0) app.viewerRequest(() => text('loaded'))`,
  })
  const report = await buildIn(root)
  expect(report.warnings).toMatchObject([
    {
      code: 'does-not-load',
      message: expect.stringMatching(
        /^The function viewer-request holds the code of all triggers: .* does not load: Cannot read/,
      ),
    },
  ])
  const { handler } = await load(root, textOf(report, 'viewer-request/index.mjs'))
  expect(await (handler as Handler)(viewerRequest())).toMatchObject({ body: 'loaded' })
})
