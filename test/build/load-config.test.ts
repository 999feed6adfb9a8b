import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { loadConfig } from '../../src/build/index.js'
import { project } from './project.js'

describe('loadConfig', () => {
  test('gives the defaults where there is no file', async () => {
    const root = project({})
    expect(await loadConfig(root)).toEqual({
      root,
      file: undefined,
      app: './edge.ts',
      origins: { site: { kind: 'folder', path: './public' } },
      behaviors: [{ path: '*', origin: 'site', app: './edge.ts', cache: 'CachingOptimized' }],
      env: {},
      stages: {},
      runtime: 'nodejs24.x',
      functions: {
        'viewer-request': { memory: 128, timeout: 5 },
        'origin-request': { memory: 128, timeout: 5 },
        'origin-response': { memory: 128, timeout: 5 },
        'viewer-response': { memory: 128, timeout: 5 },
      },
      outDir: '.ledge/build',
    })
  })

  test('reads TypeScript, with what it imports, and knows where it is', async () => {
    const root = project({
      'ledge.config.ts': `
        import { defineConfig, folder, http } from 'ledge/config'
        import { port } from './port.js'
        import hosts from './hosts.json' with { type: 'json' }
        const here: string = import.meta.dirname
        export default defineConfig({
          app: './site/edge.ts',
          origins: { api: http(\`http://\${hosts.local}:\${port}\`), site: folder(here + '/public') },
          runtime: 'nodejs22.x',
        })`,
      'port.ts': 'export const port = 3000',
      'hosts.json': '{ "local": "127.0.0.1" }',
    })
    expect(await loadConfig(root)).toMatchObject({
      root,
      file: join(root, 'ledge.config.ts'),
      app: './site/edge.ts',
      origins: {
        api: { kind: 'http', url: 'http://127.0.0.1:3000' },
        site: { kind: 'folder', path: join(root, 'public') },
      },
      behaviors: [{ path: '*', origin: 'api', app: './site/edge.ts' }],
      runtime: 'nodejs22.x',
    })
  })

  test.each(['ledge.config.mts', 'ledge.config.js', 'ledge.config.mjs'])(
    'finds %s',
    async (name) => {
      const root = project({ [name]: `export default { app: './${name}' }` })
      expect(await loadConfig(root)).toMatchObject({ app: `./${name}` })
    },
  )

  test('takes another file, and the folder that it is in', async () => {
    const root = project({ 'sites/shop.config.ts': `export default { app: './shop.ts' }` })
    expect(await loadConfig(root, 'sites/shop.config.ts')).toMatchObject({
      root: join(root, 'sites'),
      app: './shop.ts',
    })
  })

  test('says which file is near one that is not there', async () => {
    const root = project({ 'ledge.prod.ts': 'export default {}' })
    await expect(loadConfig(root, 'ledge.prd.ts')).rejects.toThrow(
      "There is no config at 'ledge.prd.ts'. Did you mean 'ledge.prod.ts'?",
    )
  })

  test('reads the file anew each time', async () => {
    const root = project({ 'ledge.config.ts': `export default { app: './a.ts' }` })
    expect(await loadConfig(root)).toMatchObject({ app: './a.ts' })
    writeFileSync(join(root, 'ledge.config.ts'), `export default { app: './b.ts' }`)
    expect(await loadConfig(root)).toMatchObject({ app: './b.ts' })
  })

  test('finds the place of a fault behind a constant', async () => {
    const root = project({
      'ledge.config.ts': `const behaviors = [
  { path: '*', origin: 'sote' },
]
const config = { behaviors }
export default config
`,
    })
    await expect(loadConfig(root)).rejects.toThrow(/^ledge\.config\.ts:2:16: Expected behaviors/)
  })
})
