import { expect, test } from 'vitest'
import { project } from '../build/project.js'
import { call } from './call.js'

const edge = (step: string): Record<string, string> => ({
  'edge.ts': `import { ledge } from 'ledge'
export const app = ledge()
app.viewerRequest(${step})
`,
})

const warned = {
  ...edge('{ path: "/x" }, (ctx, next) => next()'),
  'ledge.config.ts': `export default { runtime: 'nodejs24.x', functions: { 'viewer-request': { timeout: 30 } } }`,
}

test('ledge check says that all is well, and what it tried', async () => {
  const { code, stdout, stderr } = await call(project(edge('(ctx, next) => next()')), ['check'])
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
  expect(stdout).toMatch(/^No problems\. Tried: \d+ requests, 1 step, 1 behavior, 1 app\.\n$/)
})

test('ledge check ends with 1 on errors, and says which', async () => {
  const step = `function forge(ctx, next) {
  ctx.request.headers.set('via' as string, 'x')
  return next()
}`
  const { code, stdout, stderr } = await call(project(edge(step)), ['check'])
  expect(code).toBe(1)
  expect(stderr).toMatch(/^error .*forge/m)
  expect(stdout).toMatch(/^\d+ errors?\b.*Tried: /)
})

test('ledge check lets warnings pass, unless it is strict', async () => {
  const root = project(warned)
  const lenient = await call(root, ['check'])
  expect(lenient).toMatchObject({ code: 0, stderr: expect.stringMatching(/^warning /m) })
  const strict = await call(root, ['check', '--strict', '--quiet'])
  expect(strict).toMatchObject({ code: 1, stdout: '', stderr: lenient.stderr })
})

test('ledge check --json is the report', async () => {
  const { code, stdout, stderr } = await call(project(warned), ['check', '--json'])
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
  expect(JSON.parse(stdout)).toMatchObject({
    problems: [{ severity: 'warning' }],
    checked: { apps: 1, behaviors: 1, routes: 1 },
  })
})
