import { createHash } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { build, formatProblem, loadConfig, ProjectError } from '../../src/build/index.js'
import { project } from './project.js'

type Files = Readonly<Record<string, string>>

const config = (text: string): Files => ({
  'ledge.config.ts': `import { defineConfig, folder, http } from 'ledge/config'
export default defineConfig({
${text}
})
`,
  'edge.ts': fine,
})

const app = (text: string): Files => ({ 'edge.ts': text })

const fine = `import { ledge } from 'ledge'
export const app = ledge()
app.viewerRequest((ctx, next) => next())
`

describe('a mistake in the code', () => {
  test.each<[mistake: string, files: Files, message: unknown]>([
    [
      'no file',
      { 'edges.ts': fine },
      `There is no app at './edge.ts' in <project>. \`app\` in ledge.config.ts says where it is, ./edge.ts by default. Did you mean 'edges.ts'?`,
    ],
    [
      'a file that exports nothing',
      app(`export {}`),
      `Expected './edge.ts' to export \`app\`, made by ledge(), got nothing. Write \`export const app = ledge()\`.`,
    ],
    [
      'an app under another name',
      app(fine.replace('const app', 'const server').replace('app.', 'server.')),
      `Expected './edge.ts' to export \`app\`, got an app as \`server\`. Rename it, or export it as both: \`export { server as app }\`.`,
    ],
    [
      'an app as the default export',
      app(`import { ledge } from 'ledge'\nconst server = ledge()\nexport default server`),
      `Expected './edge.ts' to export \`app\`, got an app as its default export. Write \`export const app = …\`.`,
    ],
    [
      'another `app`',
      app(`export const app = { fetch() {} }`),
      `Expected './edge.ts' to export \`app\`, made by ledge(), got another \`app\`. Write \`export const app = ledge()\`; \`app.viewerRequest(fromFetch(site.fetch))\` makes what you have a step of it.`,
    ],
    [
      'a callback handler',
      app(`export const handler = (event, context, callback) => callback(null, event)`),
      `Expected './edge.ts' to export \`app\`, made by ledge(), got handler. \`handler\` takes a callback, which Node.js 24 on Lambda refuses. Write \`export const app = ledge()\`; \`app.viewerRequest(fromHandler(handler))\` makes what you have a step of it.`,
    ],
    [
      'an async handler',
      app(`export const handler = async (event) => event`),
      `Expected './edge.ts' to export \`app\`, made by ledge(), got handler. Write \`export const app = ledge()\`; \`app.viewerRequest(fromHandler(handler))\` makes what you have a step of it.`,
    ],
    [
      'an app without steps',
      app(`import { ledge } from 'ledge'\nexport const app = ledge()`),
      `The app of './edge.ts' has no steps: there is no function to deploy. Register a middleware, such as app.viewerRequest(…), or a recipe.`,
    ],
    [
      'a syntax error',
      app(`${fine}app.viewerRequest((ctx, next => next())\n`),
      `edge.ts:5:1: Expected ")" but found end of file.
  5 | 
    | ^`,
    ],
    [
      'a syntax error in another file',
      { ...app(`import './other.js'\n${fine}`), 'other.ts': 'export const = 1\n' },
      `other.ts:1:14: Expected identifier but found "=".
  1 | export const = 1
    |              ^`,
    ],
    [
      'a file that is not there',
      app(`import { a } from './helper.js'\n${fine}console.log(a)`),
      `edge.ts:1:19: There is no file './helper.js' from here.
  1 | import { a } from './helper.js'
    |                   ^`,
    ],
    [
      'a package that is not there',
      app(`${fine}import { s3 } from '@acme/s3/client'\nconsole.log(s3)`),
      `edge.ts:4:20: Cannot find '@acme/s3/client'. Is it installed? \`npm install @acme/s3\` does that.
  4 | import { s3 } from '@acme/s3/client'
    |                    ^`,
    ],
    [
      'a package of the wrong name in CommonJS',
      {
        ...app(`import tool from 'tool'\n${fine}console.log(tool)`),
        'node_modules/tool/index.js': `require('absent')`,
      },
      `node_modules/tool/index.js:1:9: Cannot find 'absent'. Is it installed? \`npm install absent\` does that.
  1 | require('absent')
    |         ^`,
    ],
    [
      'a built-in that is not there',
      app(`import 'node:nothing'\n${fine}`),
      `The app of './edge.ts' does not load: No such built-in module: node:nothing`,
    ],
    [
      'a door for development',
      app(`import { run } from 'ledge/testing'\n${fine}console.log(run)`),
      `edge.ts:1:21: 'ledge/testing' is for development only and cannot be deployed. Import it in tests and in the config, not in what the app imports.
  1 | import { run } from 'ledge/testing'
    |                     ^`,
    ],
    [
      'a name that a file does not export',
      {
        ...app(`import { a } from './kit.js'\n${fine}console.log(a)`),
        'kit.ts': 'export const b = 1',
      },
      `edge.ts:1:10: No matching export in "kit.ts" for import "a".
  1 | import { a } from './kit.js'
    |          ^`,
    ],
    [
      'a wrong path',
      app(`${fine}app.viewerRequest('/old/(.*)', (ctx, next) => next())\n`),
      expect.stringMatching(
        /^edge\.ts:4:1: The app of '\.\/edge\.ts' does not load: viewer-request #2.*\/old\//,
      ),
    ],
    [
      'a middleware given to use',
      app(`${fine}app.use((ctx, next) => next())\n`),
      expect.stringMatching(
        /^edge\.ts:4:1: The app of '\.\/edge\.ts' does not load: use.*app\.viewerRequest/,
      ),
    ],
    [
      'a wrong option',
      app(`import { ledge } from 'ledge'\nexport const app = ledge({ sensitiv: true })`),
      expect.stringMatching(
        /^edge\.ts:2:20: The app of '\.\/edge\.ts' does not load: ledge.*sensitive/,
      ),
    ],
    [
      'a registration after handlers()',
      app(`${fine}app.handlers()\napp.viewerRequest((ctx, next) => next())`),
      expect.stringMatching(
        /^edge\.ts:5:1: The app of '\.\/edge\.ts' does not load: viewer-request #2.*compiled/,
      ),
    ],
    [
      'an error at load',
      app(`${fine}\nconst table: any = undefined\nconst first = table.rows[0]\nconsole.log(first)`),
      `edge.ts:6:21: The app of './edge.ts' does not load: Cannot read properties of undefined (reading 'rows')
  6 | const first = table.rows[0]
    |                     ^`,
    ],
    [
      'a default export that is a handler',
      app(`export default (event, context, callback) => callback(null, event)`),
      `Expected './edge.ts' to export \`app\`, made by ledge(), got default. \`handler\` takes a callback, which Node.js 24 on Lambda refuses. Write \`export const app = ledge()\`; \`app.viewerRequest(fromHandler(handler))\` makes what you have a step of it.`,
    ],
    [
      'an end of the process',
      app(`${fine}process.exit(3)`),
      `The app of './edge.ts' does not load: It ended the process, with code 3.`,
    ],
    [
      'env without a value',
      app(`${fine}const host = process.env.API_HOST\nconsole.log(host)`),
      `edge.ts:4:14: process.env.API_HOST has no value. Lambda@Edge has no environment variables: the build writes values in. Add API_HOST to \`env\` in ledge.config.ts.
  4 | const host = process.env.API_HOST
    |              ^`,
    ],
    [
      'env computed',
      app(`${fine}const name = 'A'\nconsole.log(process.env[name])`),
      `edge.ts:5:13: Lambda@Edge has no environment variables: the build writes values in, and can do so only for \`process.env.NAME\`, each name written out.
  5 | console.log(process.env[name])
    |             ^`,
    ],
    [
      'env taken apart',
      app(`${fine}const { API_HOST } = process.env\nconsole.log(API_HOST)`),
      `edge.ts:4:22: Lambda@Edge has no environment variables: the build writes values in, and can do so only for \`process.env.NAME\`, each name written out.
  4 | const { API_HOST } = process.env
    |                      ^`,
    ],
    [
      'env imported',
      app(`import { env } from 'node:process'\n${fine}console.log(env.API_HOST)`),
      `edge.ts:1:10: Lambda@Edge has no environment variables: the build writes values in, and can do so only for the global \`process.env.NAME\`. Leave out the import.
  1 | import { env } from 'node:process'
    |          ^`,
    ],
    [
      'env of an imported process',
      app(`import process from 'node:process'\n${fine}console.log(process.env.A)`),
      `edge.ts:5:13: Lambda@Edge has no environment variables: the build writes values in, and can do so only for the global \`process.env.NAME\`. Leave out the import.
  5 | console.log(process.env.A)
    |             ^`,
    ],
  ])('%s', async (_, files, message) => {
    expect(await refusal(files)).toEqual(message)
  })
})

describe('a mistake in the config', () => {
  test.each<[mistake: string, files: Files, message: unknown]>([
    [
      'an unknown option',
      config(`  behaviours: []`),
      `ledge.config.ts:3:3: Unknown option behaviours. There is app, origins, behaviors, env, stages, secrets, runtime, functions, outDir. Did you mean 'behaviors'?
  3 |   behaviours: []
    |   ^`,
    ],
    [
      'an option of Lambda',
      config(`  architecture: 'arm64'`),
      `ledge.config.ts:3:3: Unknown option architecture. Lambda@Edge runs on x86_64 only: leave it out.
  3 |   architecture: 'arm64'
    |   ^`,
    ],
    [
      'environment',
      config(`  environment: { A: 'b' }`),
      `ledge.config.ts:3:3: Unknown option environment. Lambda@Edge has no environment variables. Values for the code go into \`env\`.
  3 |   environment: { A: 'b' }
    |   ^`,
    ],
    [
      'a role',
      config(`  role: 'arn:aws:iam::123456789012:role/edge'`),
      `ledge.config.ts:3:3: Unknown option role. The role of a function at the edge is assumed by lambda.amazonaws.com and edgelambda.amazonaws.com. It belongs to the deployment, not here.
  3 |   role: 'arn:aws:iam::123456789012:role/edge'
    |   ^`,
    ],
    [
      'a version that has no number',
      config(`  functions: { 'viewer-request': { alias: 'live' } as never }`),
      `ledge.config.ts:3:36: Unknown option functions["viewer-request"].alias. CloudFront takes a numbered version, never $LATEST or an alias; each deployment publishes one. Leave it out.
  3 |   functions: { 'viewer-request': { alias: 'live' } as never }
    |                                    ^`,
    ],
    [
      'Authorization in an origin request policy',
      config(
        `  behaviors: [{ path: '*', origin: 'site', originRequest: { headers: ['Authorization'] } }]`,
      ),
      `ledge.config.ts:3:61: behaviors[0].originRequest.headers lists Authorization, which CloudFront refuses there. Forward all headers (originRequest: 'AllViewer'), or put it in the cache key (cache: { headers: ['Authorization'] }), which gives each token entries of its own.
  3 |   behaviors: [{ path: '*', origin: 'site', originRequest: { headers: ['Authorization'] } }]
    |                                                             ^`,
    ],
    [
      'a cache key without a cache',
      config(
        `  behaviors: [{ path: '*', origin: 'site', cache: { maxTtl: 0, headers: ['Accept'] } }]`,
      ),
      `ledge.config.ts:3:64: behaviors[0].cache.headers is for the cache key, and with maxTtl 0 nothing is cached: CloudFront refuses the two together. What the origin is to see goes into \`originRequest\`.
  3 |   behaviors: [{ path: '*', origin: 'site', cache: { maxTtl: 0, headers: ['Accept'] } }]
    |                                                                ^`,
    ],
    [
      'headers that no cache key can have',
      config(
        `  behaviors: [{ path: '*', origin: 'site', cache: {\n    headers: ['Accept-Encoding', 'CloudFront-Viewer-TLS'] } }]`,
      ),
      `ledge.config.ts:4:5: behaviors[0].cache.headers lists Accept-Encoding, which \`gzip\` and \`brotli\` put into the cache key by themselves: CloudFront refuses both at once. Leave it out of the list, or set the two to false.
  4 |     headers: ['Accept-Encoding', 'CloudFront-Viewer-TLS'] } }]
    |     ^

ledge.config.ts:4:5: behaviors[0].cache.headers lists CloudFront-Viewer-TLS, which CloudFront takes in an origin request policy only: move it to \`originRequest\`.
  4 |     headers: ['Accept-Encoding', 'CloudFront-Viewer-TLS'] } }]
    |     ^`,
    ],
    [
      'a CloudFront Function where there are none',
      config(
        `  behaviors: [{ path: '*', origin: 'site', cloudFrontFunctions: ['origin-request' as never] }]`,
      ),
      `ledge.config.ts:3:44: Expected behaviors[0].cloudFrontFunctions to be a list of viewer-request, viewer-response, got an array of 1.
  3 |   behaviors: [{ path: '*', origin: 'site', cloudFrontFunctions: ['origin-request' as never] }]
    |                                            ^`,
    ],
    [
      'a wrong type',
      config(`  app: 5 as never`),
      `ledge.config.ts:3:3: Expected app to be a path, got 5.
  3 |   app: 5 as never
    |   ^`,
    ],
    [
      'a runtime that has had its day',
      config(`  runtime: 'nodejs18.x' as never`),
      `ledge.config.ts:3:3: Expected runtime to be 'nodejs24.x' or 'nodejs22.x', got "nodejs18.x". It is deprecated since 2025-09-01.
  3 |   runtime: 'nodejs18.x' as never
    |   ^`,
    ],
    [
      'the runtime before',
      config(`  runtime: 'nodejs20.x' as never`),
      `ledge.config.ts:3:3: Expected runtime to be 'nodejs24.x' or 'nodejs22.x', got "nodejs20.x". It is deprecated since 2026-04-30, and closed for new functions since 2026-08-31.
  3 |   runtime: 'nodejs20.x' as never
    |   ^`,
    ],
    [
      'a runtime that is none',
      config(`  runtime: 'node24.x' as never`),
      `ledge.config.ts:3:3: Expected runtime to be 'nodejs24.x' or 'nodejs22.x', got "node24.x". Did you mean 'nodejs24.x'?
  3 |   runtime: 'node24.x' as never
    |   ^`,
    ],
    [
      'an unknown policy',
      config(`  behaviors: [{ path: '*', origin: 'site', cache: 'CacheOptimized' as never }]`),
      `ledge.config.ts:3:44: Expected behaviors[0].cache to be one of CachingOptimized, CachingOptimizedForUncompressedObjects, CachingDisabled, UseOriginCacheControlHeaders, UseOriginCacheControlHeaders-QueryStrings, Amplify, or a policy of your own, got "CacheOptimized". Did you mean 'CachingOptimized'?
  3 |   behaviors: [{ path: '*', origin: 'site', cache: 'CacheOptimized' as never }]
    |                                            ^`,
    ],
    [
      'an unknown origin',
      config(
        `  origins: { site: folder('./public') },\n  behaviors: [{ path: '*', origin: 'sit' as never }]`,
      ),
      `ledge.config.ts:4:28: Expected behaviors[0].origin to be one of site, got "sit". Did you mean 'site'?
  4 |   behaviors: [{ path: '*', origin: 'sit' as never }]
    |                            ^`,
    ],
    [
      'behaviors without a default',
      config(`  behaviors: [{ path: '/api/*', origin: 'site' }]`),
      `ledge.config.ts:3:17: Expected behaviors[0].path to be '*', since it is the last: the default behavior, got "/api/*".
  3 |   behaviors: [{ path: '/api/*', origin: 'site' }]
    |                 ^`,
    ],
    [
      'a behavior behind the default',
      config(
        `  behaviors: [\n    { path: '*', origin: 'site' },\n    { path: '/a', origin: 'site' },\n  ]`,
      ),
      `ledge.config.ts:4:7: Expected behaviors[0].path to be no '*', since behaviors stand behind it, got "*".
  4 |     { path: '*', origin: 'site' },
    |       ^

ledge.config.ts:5:7: Expected behaviors[1].path to be '*', since it is the last: the default behavior, got "/a".
  5 |     { path: '/a', origin: 'site' },
    |       ^`,
    ],
    [
      'an origin that is no URL',
      config(`  origins: { api: http('localhost:3000') }`),
      `ledge.config.ts:3:19: ledge.config.ts does not load: http: expected an http or https URL without a query string, such as 'http://127.0.0.1:3000', got "localhost:3000".
  3 |   origins: { api: http('localhost:3000') }
    |                   ^`,
    ],
    [
      'a number in env',
      config(`  env: { MAX_AGE: 60 as never }`),
      `ledge.config.ts:3:10: Expected env.MAX_AGE to be a text, as environment variables are, got 60.
  3 |   env: { MAX_AGE: 60 as never }
    |          ^`,
    ],
    [
      'a name of Lambda in env',
      config(`  env: { AWS_REGION: 'eu-central-1' }`),
      `ledge.config.ts:3:10: env.AWS_REGION is set by Lambda itself and cannot be another: choose another name.
  3 |   env: { AWS_REGION: 'eu-central-1' }
    |          ^`,
    ],
    [
      'a secret by its name',
      config(`  env: { SESSION_SECRET: 'x' }`),
      `ledge.config.ts:3:10: env.SESSION_SECRET is named like a secret, and its value would stand in the code of the function. Fetch it at run time (an origin custom header, a parameter store), or, if it may be read by whoever can read the function, name it in \`secrets: ["SESSION_SECRET"]\`.
  3 |   env: { SESSION_SECRET: 'x' }
    |          ^`,
    ],
    [
      'a secret by its value',
      config(`  env: {\n    KEY_ID: 'AKIAIOSFODNN7EXAMPLE',\n  }`),
      `ledge.config.ts:4:5: env.KEY_ID looks like an AWS access key, and its value would stand in the code of the function. Fetch it at run time (an origin custom header, a parameter store), or, if it may be read by whoever can read the function, name it in \`secrets: ["KEY_ID"]\`.
  4 |     KEY_ID: 'AKIAIOSFODNN7EXAMPLE',
    |     ^`,
    ],
    [
      'a private key',
      config(`  env: { PEM: '-----BEGIN RSA PRIVATE KEY-----' }`),
      `ledge.config.ts:3:10: env.PEM holds a private key, and its value would stand in the code of the function. Fetch it at run time (an origin custom header, a parameter store), or, if it may be read by whoever can read the function, name it in \`secrets: ["PEM"]\`.
  3 |   env: { PEM: '-----BEGIN RSA PRIVATE KEY-----' }
    |          ^`,
    ],
    [
      'a secret in a stage',
      config(
        `  env: { A: '' },\n  stages: { prod: { env: { A: 'sk_live_4eC39HqLyjWDarjtT1zdp7dc' } } }`,
      ),
      `ledge.config.ts:4:28: stages.prod.env.A looks like an access token, and its value would stand in the code of the function. Fetch it at run time (an origin custom header, a parameter store), or, if it may be read by whoever can read the function, name it in \`secrets: ["A"]\`.
  4 |   stages: { prod: { env: { A: 'sk_live_4eC39HqLyjWDarjtT1zdp7dc' } } }
    |                            ^`,
    ],
    [
      'a stage with a name that env has not',
      config(`  env: { API_HOST: '' },\n  stages: { prod: { env: { API_HSOT: 'x' } as never } }`),
      `ledge.config.ts:4:28: Unknown option stages.prod.env.API_HSOT. There is API_HOST. Did you mean 'API_HOST'?
  4 |   stages: { prod: { env: { API_HSOT: 'x' } as never } }
    |                            ^`,
    ],
    [
      'too long a time-out',
      config(`  functions: { 'viewer-request': { timeout: 60 } }`),
      `ledge.config.ts:3:36: Expected functions["viewer-request"].timeout to be a whole number of seconds, from 1 to 30, got 60.
  3 |   functions: { 'viewer-request': { timeout: 60 } }
    |                                    ^`,
    ],
    [
      'an unknown trigger',
      config(`  functions: { viewerRequest: { timeout: 5 } } as never`),
      `ledge.config.ts:3:16: Unknown option functions.viewerRequest. There is viewer-request, origin-request, origin-response, viewer-response. Did you mean 'viewer-request'?
  3 |   functions: { viewerRequest: { timeout: 5 } } as never
    |                ^`,
    ],
    [
      'a config that throws',
      config(`  app: ((): string => { throw new Error('no git here') })()`),
      `ledge.config.ts:3:31: ledge.config.ts does not load: no git here
  3 |   app: ((): string => { throw new Error('no git here') })()
    |                               ^`,
    ],
    [
      'no default export',
      { ...config(''), 'ledge.config.ts': 'export const config = {}' },
      `ledge.config.ts:1:1: Expected the config to be an object, the default export of the file, got undefined.
  1 | export const config = {}
    | ^`,
    ],
    [
      'a syntax error',
      { ...config(''), 'ledge.config.ts': 'export default {' },
      `ledge.config.ts:1:17: Expected identifier but found end of file.
  1 | export default {
    |                 ^`,
    ],
  ])('%s', async (_, files, message) => {
    expect(await refusal(files)).toEqual(message)
  })
})

describe('a mistake that can be deployed all the same is a warning', () => {
  test.each<[mistake: string, files: Files, messages: unknown[]]>([
    [
      'two apps of which one is lost',
      app(`${fine}const shop = ledge()\nshop.originRequest((ctx, next) => next())`),
      [
        `edge.ts:5:1: This registers on an app that is neither the exported \`app\` nor mounted on it: no function has it. Register on \`app\`, or app.mount(prefix, child).
  5 | shop.originRequest((ctx, next) => next())
    | ^`,
      ],
    ],
    [
      'a dependency of 2 MB',
      {
        ...app(
          `import { words } from 'words'\n${fine}app.viewerRequest(() => text(words))`.replace(
            '{ ledge }',
            '{ ledge, text }',
          ),
        ),
        'node_modules/words/index.js': `exports.words = '${noise(2_000_000)}'`,
      },
      [
        expect.stringMatching(
          /^viewer-request is a zip of 1,\d{3},\d{3} bytes\. AWS's older pages allow 1,048,576 in viewer triggers, and each cold start pays for every byte\. Largest in it, minified: node_modules\/words\/index\.js \(2,000,\d{3}\), /,
        ),
      ],
    ],
    [
      'the AWS SDK in a viewer trigger',
      {
        ...app(
          `import { send } from '@aws-sdk/client-s3'\n${fine}app.viewerRequest((ctx, next) => send(next))`,
        ),
        'node_modules/@aws-sdk/client-s3/index.js': `exports.send = (next) => next()`,
      },
      [
        expect.stringMatching(
          /^viewer-request holds \d+ bytes of the AWS SDK, minified, and pays for them at each cold start before a viewer gets an answer\. An origin trigger runs on misses only; one call of AWS can be a signed fetch\.$/,
        ),
      ],
    ],
    [
      'a step that no behavior leads to',
      {
        ...app(`${fine}app.originRequest('/api/*rest', (ctx, next) => next())`),
        'ledge.config.ts': `export default { behaviors: [{ path: '/api/*', origin: 'site', triggers: [] }, { path: '*', origin: 'site' }] }`,
      },
      [
        'origin-request was built, but no behavior has it: none has a path that a step of it matches. See `behaviors` in the config.',
      ],
    ],
  ])('%s', async (_, files, messages) => {
    const { warnings } = await build({ config: await loadConfig(project(files)) })
    expect(warnings.map(formatProblem)).toEqual(messages)
  })

  test('a package with built-in modules is told with what each cold start loads', async () => {
    const root = project({
      ...app(`import { hash } from 'hash'\n${fine}app.viewerRequest((ctx, next) => hash(next))`),
      'node_modules/hash/index.js': `const { createHash } = require('node:crypto'); const fs = require('fs')
        exports.hash = (next) => createHash && fs ? next() : undefined`,
      'node_modules/hash/package.json': '{ "name": "hash", "main": "index.js" }',
    })
    const { functions } = await build({ config: await loadConfig(root) })
    expect(functions.map(({ loads }) => loads)).toEqual([['node:crypto', 'fs']])
  })
})

/** Text that does not compress to nothing. */
function noise(length: number): string {
  let text = ''
  for (let i = 0; text.length < length; i++)
    text += createHash('sha256').update(`${i}`).digest('base64')
  return text.slice(0, length)
}

/** What a user reads instead of a bundle. */
async function refusal(files: Files): Promise<string> {
  const root = project(files)
  try {
    await build({ config: await loadConfig(root) })
  } catch (error) {
    if (error instanceof ProjectError) return error.message.replaceAll(root, '<project>')
    throw error
  }
  return 'built'
}
