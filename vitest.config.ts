import { readFileSync } from 'node:fs'
import { defineConfig } from 'vitest/config'

const here = (path: string): string => new URL(path, import.meta.url).pathname
const { imports }: { imports: Record<string, { default: string }> } = JSON.parse(
  readFileSync(here('./package.json'), 'utf8'),
)

export default defineConfig({
  resolve: {
    // In the repository the package's own name means its source, so that tests, recipes and
    // examples read as a user's code does.
    alias: [
      { find: /^ledge$/, replacement: here('./src/index.ts') },
      { find: /^ledge\/recipes\/(.+)$/, replacement: here('./recipes/$1.ts') },
      { find: /^ledge\/testing\/(.+)$/, replacement: here('./src/testing/$1.ts') },
      { find: /^ledge\/(.+)$/, replacement: here('./src/$1/index.ts') },
      ...Object.entries(imports).map(([find, { default: built }]) => ({
        find,
        replacement: built.replace(/^\.\/dist\/(.*)\.js$/, (_, module) => here(`./${module}.ts`)),
      })),
    ],
  },
  test: {
    testTimeout: 30_000,
    // One worker per core, which runs file after file: to start one costs more than most files do.
    // So no file may leave anything behind that the next could notice.
    maxWorkers: '100%',
    isolate: false,
    unstubEnvs: true,
    projects: [
      {
        extends: true,
        test: {
          name: 'source',
          include: ['test/**/*.test.ts', 'examples/**/*.test.ts'],
          exclude: ['test/package/**', 'test/runtime/**'],
          globalSetup: 'test/build/install.ts',
        },
      },
      {
        extends: true,
        test: {
          // What is built, under AWS's own runtime client, which takes a minute to compile.
          name: 'runtime',
          include: ['test/runtime/**/*.test.ts'],
          globalSetup: 'test/build/install.ts',
        },
      },
      {
        extends: true,
        test: {
          // What a user installs: built, packed and installed once, then looked at from outside.
          name: 'package',
          include: ['test/package/**/*.test.ts'],
          globalSetup: 'test/package/install.ts',
        },
      },
    ],
  },
})
