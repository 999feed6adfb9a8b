import { describe, expect, test } from 'vitest'
import { project } from '../build/project.js'
import { call } from './call.js'

const files = {
  'edge.ts': `import { ledge, redirect, text } from 'ledge'
export const app = ledge({ sensitive: false })
app.viewerRequest('/old/:slug', (ctx) => redirect('/new'))
app.viewerRequest({ path: '/form', method: 'POST' }, function login(ctx, next) { return next() })
app.viewerRequest({ host: '*.example.com', when: (ctx) => ctx.request.querystring !== '' }, function staging() {
  throw new Error('no step runs')
})
app.viewerRequest({ when: () => false }, function never(ctx, next) { return next() })
app.originRequest({ host: 'a.example.com' }, function byHost(ctx, next) { return next() })
app.viewerResponse(function last(ctx, next) { return next() })
`,
  'admin.ts': `import { ledge } from 'ledge'
export const app = ledge({ nonCanonical: 'reject' })
app.viewerRequest('/admin{/*rest}', function staff(ctx, next) { return next() })
`,
  'ledge.config.ts': `export default {
    behaviors: [
      { path: '/admin*', origin: 'site', app: './admin.ts' },
      { path: '/form', origin: 'site', cache: 'CachingDisabled', originRequest: 'AllViewer' },
      { path: 'static/?.css', origin: 'site', triggers: ['viewer-response'] },
      { path: '*', origin: 'site', cache: { minTtl: 60 } },
    ],
  }`,
}

async function matched(...args: string[]): Promise<{
  behavior: { path: string }
  triggers: { trigger: string; steps: string[]; answer?: string }[]
}> {
  const { code, stdout, stderr } = await call(project(files), ['routes', '--json', ...args])
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
  return JSON.parse(stdout)
}

describe('ledge routes', () => {
  test('lists each trigger, its matches and its middlewares, and the behaviors', async () => {
    const { code, stdout } = await call(project(files), ['routes'])
    expect(code).toBe(0)
    const rows = stdout.split('\n').map((line) => line.trim().replace(/ {2,}/g, ' | '))
    expect(rows).toEqual([
      'viewer-request | on every request, ./admin.ts',
      '1 | /admin{/*rest} | staff | admin.ts:3',
      '',
      'viewer-request | on every request, ./edge.ts',
      '1 | /old/:slug | (no name) | edge.ts:3',
      '2 | POST /form | login | edge.ts:4',
      '3 | every path on *.example.com | staging | edge.ts:5',
      '4 | every path when a function says so | never | edge.ts:8',
      '',
      'origin-request | on cache misses, ./edge.ts',
      '1 | every path on a.example.com | byHost | edge.ts:9',
      '',
      'viewer-response | on every request, ./edge.ts',
      '1 | every path | last | edge.ts:10',
      '',
      'behaviors',
      '/admin* | site | CachingOptimized | ./admin.ts',
      '/form | site | CachingDisabled | ./edge.ts',
      'static/?.css | site | CachingOptimized | ./edge.ts',
      '* | site | a cache policy of its own | ./edge.ts',
      '',
    ])
  })

  test('--json has the same for machines', async () => {
    const { stdout } = await call(project(files), ['routes', '--json'])
    const { apps, behaviors } = JSON.parse(stdout)
    expect(apps.map(({ file }: { file: string }) => file)).toEqual(['./admin.ts', './edge.ts'])
    expect(apps[1].routes[1]).toMatchObject({
      trigger: 'viewer-request',
      name: 'login',
      paths: ['/form'],
      methods: ['POST'],
      at: { file: 'edge.ts', line: 4 },
    })
    expect(behaviors).toHaveLength(4)
  })
})

describe('ledge routes --match', () => {
  test('shows what would run, in order, and which behavior takes it', async () => {
    const { stdout } = await call(project(files), ['routes', '--match', '/OLD/shoes/'])
    expect(stdout).toMatch(
      /^GET \/OLD\/shoes\/ goes to the behavior \*, origin site, app \.\/edge\.ts\.\n\n {2}viewer-request +viewer-request #1 '\/old\/:slug'\n {2}origin-request +no step\n {2}viewer-response +last\n\nEvery step is taken to go on/,
    )
    const quiet = await call(project(files), ['routes', '--match', '/OLD/shoes/', '--quiet'])
    expect(quiet.stdout).not.toContain('Every step')
  })

  test.each<[args: string[], behavior: string, viewerRequest: string[]]>([
    [['-m', '/form'], '/form', []],
    [['-m', '/form', '--method', 'post'], '/form', ['login']],
    [['-m', '/x?y=1', '--host', 'b.example.com'], '*', ['staging']],
    [['-m', '/x', '--host', 'b.example.com'], '*', []],
    [['-m', '/x?y=1', '--host', 'example.org'], '*', []],
    [['-m', '/admin/users'], '/admin*', ['staff']],
    [['-m', '/x/../%61dmin'], '/admin*', []],
    [['-m', '/ADMIN'], '*', []],
  ])('%j', async (args, path, viewerRequest) => {
    const { behavior, triggers } = await matched(...args)
    expect(behavior.path).toBe(path)
    expect(triggers[0]).toMatchObject({ trigger: 'viewer-request', steps: viewerRequest })
  })

  test("the viewer's Host comes to origin triggers only where a policy forwards it", async () => {
    const originRequest = async (path: string): Promise<unknown> => {
      const { triggers } = await matched('-m', path, '--host', 'a.example.com')
      return triggers.find(({ trigger }) => trigger === 'origin-request')?.steps
    }
    expect(await originRequest('/form')).toEqual(['byHost'])
    expect(await originRequest('/other')).toEqual([])
  })

  test('shows the functions that the behavior has, and no others', async () => {
    const { triggers } = await matched('-m', '/static/a.css')
    expect(triggers).toEqual([{ trigger: 'viewer-response', steps: ['last'] }])
  })

  test('says where the app itself refuses the request', async () => {
    expect((await matched('-m', '//admin')).triggers).toEqual([
      { trigger: 'viewer-request', steps: [], answer: '400' },
    ])
    const { stdout } = await call(project(files), ['routes', '-m', '//admin'])
    expect(stdout).toContain('answered with 400: not in normal form')
  })
})
