import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { stripVTControlCharacters } from 'node:util'
import { describe, expect, test } from 'vitest'
import { project } from '../build/project.js'
import { call } from './call.js'

const edge = `import { ledge, redirect } from 'ledge'
import { securityHeaders } from 'ledge/recipes/security-headers'
export const app = ledge()
app.use(securityHeaders())
app.viewerRequest('/old/:slug', (ctx) => redirect(\`/new/\${ctx.params.slug}\`, 301))
app.originRequest('/api/*rest', function toApi(ctx, next) {
  ctx.request.headers.set('x-api', 'v1')
  return next()
})
`

const files = {
  'edge.ts': edge,
  'ledge.config.ts': `export default {
    behaviors: [
      { path: '/api/*.json', origin: 'site' },
      { path: '/api/*', origin: 'site', cache: 'CachingDisabled' },
      { path: '*', origin: 'site' },
    ],
    functions: { 'viewer-request': { budget: 20_000 } },
  }`,
}

describe('ledge build', () => {
  const root = project(files)

  test('says of each function when it runs, where, what is in it and how large that is', async () => {
    const { code, stdout, stderr } = await call(root, ['build'])
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
    const blocks = stdout.split('\n\n')
    const block = (name: string): string => blocks.find((text) => text.startsWith(name)) ?? ''
    expect(block('viewer-request')).toMatch(
      /^viewer-request {2}changed\n {2}runs {6}on every request, hits too: each run is paid for\n {2}behaviors \*\n {2}steps {5}viewer-request #1 '\/old\/:slug'\n {2}size {6}[\d,]+ bytes minified, [\d,]+ gzip \(\d+ % of its\s+budget of 20,000\), zip [\d,]+\n {2}modules +[\d,]+ {2}\S+/,
    )
    expect(block('origin-request')).toContain(
      'on cache misses only; on every request of /api/*, which caches nothing',
    )
    expect(block('origin-request')).toMatch(/steps +toApi\n/)
    expect(block('origin-request')).toContain('(--verbose shows all)')
    expect(block('cheaper security-headers: ')).toMatch(/response\s+headers\s+policy/)
    expect(block('cheaper security-headers: ')).toContain('/adding-response-headers.html')
    expect(block('3 functions in .ledge/build')).toContain('0.60 USD')
    expect(stdout.split('\n').filter((line) => line.length > 100)).toEqual([])
  })

  test('--verbose shows every module; colours change nothing but the colour', async () => {
    const { stdout } = await call(root, ['build', '--verbose'])
    expect(stdout).not.toContain('--verbose')
    expect(stdout.match(/node_modules\/ledge/g)?.length).toBeGreaterThan(30)
    const coloured = await call(root, ['build', '--verbose'], { env: { FORCE_COLOR: '1' } })
    expect(coloured.stdout).not.toBe(stdout)
    expect(stripVTControlCharacters(coloured.stdout)).toBe(stdout)
  })

  test('--json is the report, and nothing else', async () => {
    const { stdout } = await call(root, ['build', '--json'])
    expect(JSON.parse(stdout)).toMatchObject({
      functions: [
        { name: 'viewer-request', changed: false, steps: ["viewer-request #1 '/old/:slug'"] },
        { name: 'origin-request', changed: false, steps: ['toApi'] },
        { name: 'origin-response', changed: false, steps: ['security-headers'] },
      ],
      stale: [],
      removed: [],
      advice: [{ recipe: 'security-headers' }],
      emitted: [],
      manifest: { version: 1 },
    })
  })

  test('--quiet says nothing of what is well; --emit writes deployment material', async () => {
    const args = ['build', '--quiet', '--emit', 'cloudformation,terraform']
    const { stdout, stderr } = await call(root, args)
    expect(stdout + stderr).toBe('')
    for (const file of ['cloudformation/template.yaml', 'terraform/main.tf']) {
      expect(readFileSync(join(root, '.ledge/build', file), 'utf8')).toMatch(/viewer.?request/i)
    }
  })

  test('tells what is kept because it is too dynamic, and warnings, also to the quiet', async () => {
    const root = project({
      'edge.ts': `${edge}
const name = 'viewerResponse'
app[name]((ctx, next) => next())
const other = ledge()
other.viewerRequest((ctx, next) => next())
`,
    })
    const { stdout } = await call(root, ['build'])
    expect(stdout).toMatch(
      /Too dynamic to take apart, .*:\n {2}edge\.ts:12:1: the name of the app's method is computed\.\n/,
    )
    expect(stdout).toMatch(/^warning edge\.ts:14:1: This registers on an app that is neither/m)
    const quiet = await call(root, ['build', '--quiet'])
    expect(quiet.stderr).toMatch(/^warning edge\.ts:14:1: /m)
  })

  test('writes where --out says, from where it was called', async () => {
    const root = project({ 'site/edge.ts': edge, 'site/ledge.config.js': 'export default {}' })
    const { stdout } = await call(root, ['build', '-c', 'site/ledge.config.js', '-o', 'dist-edge'])
    expect(stdout).toContain('functions in dist-edge\n')
    expect(existsSync(join(root, 'dist-edge/ledge.manifest.json'))).toBe(true)
  })
})

describe('a build after another', () => {
  const root = project(files)
  const buildWith = async (text: string): Promise<string> => {
    writeFileSync(join(root, 'edge.ts'), text)
    return (await call(root, ['build'])).stdout
  }

  test('says that cached objects keep the old result of an origin trigger, and the way out', async () => {
    expect(await buildWith(edge)).not.toContain('stale')
    const stdout = await buildWith(edge.replace("'v1'", "'v2'"))
    expect(stdout).toMatch(/^origin-request {2}changed$/m)
    expect(stdout).toMatch(/^viewer-request {2}unchanged$/m)
    expect(stdout).toMatch(/^stale Origin triggers are not what they were.*keeps\s+the old/ms)
    expect(stdout).toContain(
      "  aws cloudfront create-invalidation --distribution-id <id> --paths '/api/*'\n",
    )
  })

  test('has nothing to say of a viewer trigger that changed', async () => {
    await buildWith(edge)
    expect(await buildWith(edge.replace('/new/', '/newer/'))).not.toContain('stale')
  })

  test('names a function that is no more', async () => {
    await buildWith(edge)
    const stdout = await buildWith(edge.replace('app.use(securityHeaders())', ''))
    expect(stdout).toContain('origin-response is no more: take it away from the distribution')
    expect(stdout).toMatch(/--paths .*'\/\*'/)
  })
})
