import { existsSync } from 'node:fs'
import { beforeAll, describe, expect, test } from 'vitest'
import { type SurveyedRoute, surveyApp } from '../../src/build/survey.js'
import { adviceFor, advices } from '../../src/cli/advice.js'
import { project } from '../build/project.js'

// How an app uses each recipe where it costs more than it need.
const uses: Readonly<Record<string, string>> = {
  'bot-block': `app.viewerRequest(botBlock({ block: ['x'] }))`,
  'canonical-host': `app.viewerRequest(canonicalHost({ host: 'www.example.com' }))`,
  'clean-urls': `app.viewerRequest(cleanUrls())`,
  'country-block': `app.originRequest(countryBlock({ deny: ['AQ'] }))`,
  'device-class': `app.viewerRequest(deviceClass())`,
  'error-page': `app.originResponse(errorPage({ pages: { 404: { body: 'x' } } }))`,
  'forwarded-host': `app.viewerRequest(forwardedHost())`,
  'host-to-path': `app.viewerRequest(hostToPath({ domain: 'example.com', names: ['a'] }))`,
  'hotlink-protection': `app.viewerRequest(hotlinkProtection())`,
  'keep-cookies': `app.viewerRequest(keepCookies())`,
  'language-redirect': `app.viewerRequest(languageRedirect({ languages: ['en'], paths: ['/'] }))`,
  'normalize-query': `app.viewerRequest(normalizeQuery())`,
  'query-to-header': `app.viewerRequest(queryToHeader({ parameter: 'a', header: 'x-a' }))`,
  redirects: `app.viewerRequest(redirects({ rules: [{ from: '/a', to: '/b' }] }))`,
  'request-headers': `app.viewerRequest(requestHeaders({ set: { 'x-a': 'b' } }))`,
  'response-headers': `app.originResponse(responseHeaders({ set: { 'x-a': 'b' } }))`,
  rewrites: `app.viewerRequest(rewrites({ rules: [{ from: '/a', to: '/b' }] }))`,
  'robots-txt': `app.viewerRequest(robotsTxt())`,
  'security-headers': `app.use(securityHeaders())`,
  'signed-url': `app.viewerRequest(signedUrl({ secret: '0123456789abcdef0123456789abcdef' }))`,
  'spa-fallback': `app.viewerRequest(spaFallback())`,
  'static-page': `app.viewerRequest('/x', staticPage({ body: 'x' }))`,
  'trailing-slash': `app.viewerRequest(trailingSlash({ slash: 'add' }))`,
}

// As a build sees them, since a bundler may call functions otherwise than their author.
let routes: readonly SurveyedRoute[] = []

beforeAll(async () => {
  const imports = Object.entries(uses).map(([recipe, use]) => {
    const name = /\((?:'[^']*', )?(\w+)\(/.exec(use)?.[1]
    return `import { ${name} } from 'ledge/recipes/${recipe}'`
  })
  const root = project({
    'edge.ts': [
      ...imports,
      `import { ledge } from 'ledge'`,
      `export const app = ledge()`,
      ...Object.values(uses),
    ].join('\n'),
  })
  const environment = { values: {}, stagesWith: () => [] }
  routes = (await surveyApp({ root, file: 'edge.ts', node: 24, environment })).routes
})

const stepsOf = (some: readonly SurveyedRoute[]): Parameters<typeof adviceFor>[0] =>
  some.map(({ trigger, name }) => ({ trigger, steps: [name] }))

describe('advice', () => {
  test('is for recipes that there are', () => {
    expect(advices.map(({ recipe }) => recipe).sort()).toEqual(Object.keys(uses).sort())
    expect(advices.filter(({ recipe }) => !existsSync(`recipes/${recipe}.ts`))).toEqual([])
  })

  test('finds each recipe by the name that its step has in a build', () => {
    expect(adviceFor(stepsOf(routes)).map(({ recipe }) => recipe)).toEqual(
      advices.map(({ recipe }) => recipe),
    )
  })

  test('is not given where a recipe is in the cheaper place already', () => {
    const elsewhere = ['robotsTxt', 'staticPage', 'cleanUrls'].map((name) => ({
      trigger: 'origin-request' as const,
      steps: [name],
    }))
    expect(adviceFor(elsewhere)).toEqual([])
  })
})
