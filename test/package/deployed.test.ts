import { execFileSync } from 'node:child_process'
import { copyFileSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, inject, test } from 'vitest'
import { viewerRequest } from '../fixtures/events.js'
import { doors } from '../house/doors.js'
import { type Bundle, bundle } from './bundle.js'

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
  test('holds nothing that is for development, and imports nothing when it runs', () => {
    const { inputs, imports } = bundles.get(door)!
    expect(inputs.length).toBeGreaterThan(0)
    expect(inputs.filter((input) => !mayBeDeployed.test(input))).toEqual([])
    expect(imports).toEqual([])
  })

  test('loads where a built-in module or a Web class would throw', () => {
    expect(loaded[door]).toBe('loaded')
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

test('an app answers where a built-in module or a Web class would throw', () => {
  expect(loaded[app]).toMatchObject({ status: '401', body: 'Please sign in' })
})

const app = 'an app'
const contents: readonly (readonly [name: string, contents: string])[] = [
  ...deployed.map((door) => [door, `export * from '${door}'`] as const),
  [
    app,
    `import { ledge, text } from 'ledge'
    const app = ledge()
    app.viewerRequest('/account{/*rest}', (ctx, next) =>
      ctx.request.cookies.has('member') ? next() : text('Please sign in', 401))
    export const handler = app.handler('viewer-request')`,
  ],
]

const mayBeDeployed = new RegExp(
  '^node_modules/(path-to-regexp|cookie|ledge/dist/recipes|ledge/dist/src/' +
    '(?!testing|emulator|inspector|build|check|deploy|config|cdk|cli))',
)

const bundles = new Map<string, Bundle>()
let loaded: Readonly<Record<string, unknown>>

// One process for all of them: to start one takes longer than all that is looked at here.
beforeAll(async () => {
  copyFileSync(new URL('without-web.mjs', import.meta.url), join(user, 'without-web.mjs'))
  const names: Record<string, string> = {}
  for (const [i, [name, text]] of contents.entries()) {
    const made = await bundle(text, 'ledge-deploy')
    bundles.set(name, made)
    names[name] = `./deployed-${i}.mjs`
    writeFileSync(join(user, names[name]), made.code)
  }
  const input = JSON.stringify({ bundles: names, event: viewerRequest({ uri: '/account/7' }) })
  const options = { cwd: user, encoding: 'utf8', input } as const
  loaded = JSON.parse(execFileSync(process.execPath, ['without-web.mjs'], options))
}, 60_000)
