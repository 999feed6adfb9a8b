import { execFileSync } from 'node:child_process'
import { copyFileSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, inject, test } from 'vitest'
import { viewerRequest } from '../fixtures/events.js'
import { doors } from '../house/doors.js'
import { bundle } from './bundle.js'

const user = inject('user')
const installed = join(user, 'node_modules/ledge')

// `ledge/recipes/*` is as many doors as there are recipes.
const all = doors.flatMap((door) => {
  if (!door.name.endsWith('/*')) return door
  return readdirSync(join(installed, door.file, '..'))
    .filter((file) => file.endsWith('.js'))
    .map((file) => ({ ...door, name: door.name.replace('*', file.replace('.js', '')) }))
})
const deployed = all.filter((door) => !door.devOnly).map((door) => door.name)
const development = all.filter((door) => door.devOnly).map((door) => door.name)

describe.each(deployed)('%s, bundled alone', (door) => {
  const contents = `export * from '${door}'`

  test('holds nothing that is for development, and imports nothing when it runs', async () => {
    const { inputs, imports } = await bundle(contents, 'ledge-deploy')
    expect(inputs.length).toBeGreaterThan(0)
    expect(inputs.filter((input) => !mayBeDeployed.test(input))).toEqual([])
    expect(imports).toEqual([])
  })

  test('loads where a built-in module or a Web class would throw', async () => {
    expect(await run(contents)).toBe('loaded')
  })
})

test.each(development)('%s cannot be deployed', async (door) => {
  const refusal: unknown = await bundle(`export * from '${door}'`, 'ledge-deploy').catch(
    (error: unknown) => error,
  )
  // The bundler names the door in its message, and the condition that closes it in its notes.
  expect(refusal).toMatchObject({ message: expect.stringContaining(door) })
  expect(JSON.stringify((refusal as { errors?: unknown }).errors)).toContain('ledge-deploy')
})

test('an app answers where a built-in module or a Web class would throw', async () => {
  const app = `
    import { ledge, text } from 'ledge'
    const app = ledge()
    app.viewerRequest('/account{/*rest}', (ctx, next) =>
      ctx.request.cookies.has('member') ? next() : text('Please sign in', 401))
    export const handler = app.handler('viewer-request')`
  expect(await run(app)).toMatchObject({ status: '401', body: 'Please sign in' })
})

const mayBeDeployed = new RegExp(
  '^node_modules/(path-to-regexp|cookie|ledge/dist/recipes|ledge/dist/src/' +
    '(?!testing|emulator|inspector|build|check|deploy|config|cdk|cli))',
)

beforeAll(() => {
  copyFileSync(new URL('without-web.mjs', import.meta.url), join(user, 'without-web.mjs'))
  writeFileSync(join(user, 'event.json'), JSON.stringify(viewerRequest({ uri: '/account/7' })))
})

async function run(contents: string): Promise<unknown> {
  const { code } = await bundle(contents, 'ledge-deploy')
  writeFileSync(join(user, 'deployed.mjs'), code)
  const stdout = execFileSync(process.execPath, ['without-web.mjs', './deployed.mjs'], {
    cwd: user,
    encoding: 'utf8',
  })
  return JSON.parse(stdout)
}
