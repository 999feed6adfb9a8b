import { testedRange, version } from './version.js'

/** What the project of `ledge init` needs, with the ranges that its package.json names. */
export const starterDependencies: Readonly<Record<string, string>> = {
  ledge: `^${version}`,
  typescript: testedRange('typescript'),
  vitest: testedRange('vitest'),
}

/** The files of a small project that works, by path. */
export function starterFiles(name: string): Readonly<Record<string, string>> {
  const manifest = {
    name,
    private: true,
    type: 'module',
    scripts: {
      test: 'vitest run',
      typecheck: 'tsc',
      check: 'ledge check',
      build: 'ledge build',
    },
    devDependencies: starterDependencies,
  }
  return {
    '.gitignore': 'node_modules/\n.ledge/\n',
    'README.md': readme(name),
    'edge.test.ts': test,
    'edge.ts': app,
    'ledge.config.ts': config,
    'package.json': `${JSON.stringify(manifest, undefined, 2)}\n`,
    'public/index.html': page,
    'tsconfig.json': `${JSON.stringify(compiler, undefined, 2)}\n`,
  }
}

const app = `import { ledge, redirect } from 'ledge'

export const app = ledge()

// On every request: a page that has moved.
app.viewerRequest('/old/:page', (ctx) => redirect(\`/\${ctx.params.page}\`, 301))

// On cache misses: a folder is its index.html, since a bucket knows files only.
app.originRequest((ctx, next) => {
  if (ctx.request.uri.endsWith('/')) ctx.request.uri += 'index.html'
  return next()
})
`

const test = `import 'ledge/testing/vitest'
import { originRequestEvent, run, viewerRequestEvent } from 'ledge/testing'
import { expect, test } from 'vitest'
import { app } from './edge.js'

test('old pages move', async () => {
  expect(await run(app, viewerRequestEvent('/old/shoes'))).toRedirectTo('/shoes', 301)
})

test('other requests go on as they came', async () => {
  expect(await run(app, viewerRequestEvent('/shoes'))).toPassThrough()
})

test('a folder is its index.html', async () => {
  expect(await run(app, originRequestEvent('/shoes/'))).toRewriteTo('/shoes/index.html')
})
`

const config = `import { defineConfig, folder } from 'ledge/config'

export default defineConfig({
  app: './edge.ts',
  origins: { site: folder('./public') },
  // As in the distribution: the first that matches takes the request.
  behaviors: [{ path: '*', origin: 'site', cache: 'CachingOptimized' }],
})
`

const page = `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <title>It works</title>
  </head>
  <body>
    <h1>It works</h1>
  </body>
</html>
`

const compiler = {
  compilerOptions: {
    target: 'es2022',
    module: 'nodenext',
    strict: true,
    noEmit: true,
    skipLibCheck: true,
    types: [],
  },
  include: ['*.ts'],
}

const readme = (name: string): string => `# ${name}

What CloudFront does with requests and responses, as functions of Lambda@Edge.

- \`edge.ts\`: the app. Each trigger that has steps becomes a function.
- \`edge.test.ts\`: its tests, which also fail on what CloudFront would refuse.
- \`ledge.config.ts\`: the distribution, as far as the app is concerned.
- \`public/\`: the files that stand in for the origin.

\`\`\`sh
npm install
npm test            # runs the tests
npm run typecheck   # what a trigger may not do does not compile
npx ledge routes    # which steps there are, and which requests they are for
npx ledge check     # finds what would fail in CloudFront
npx ledge build     # writes the functions to .ledge/build
\`\`\`
`
