import { readdirSync } from 'node:fs'
import { afterAll, expect, test } from 'vitest'
import type { Trigger } from '../../src/event.js'
import { everyTrigger } from '../../src/rules/rule.js'
import { type Bundle, bundle } from './bundle.js'

/** How an app uses each recipe, with no more options than it must have, in the first of its triggers. */
const uses: Readonly<Record<string, string>> = {
  'ab-test': `app.use(abTest({ name: 'a', variants: { a: 1, b: 1 } }))`,
  'access-log': `app.viewerRequest(accessLog())`,
  'basic-auth': `app.viewerRequest(basicAuth({ users: { ann: '…' } }))`,
  'body-hash': `app.viewerRequest(bodyHash())`,
  'bot-block': `app.viewerRequest(botBlock({ block: ['GPTBot'] }))`,
  'cache-control': `app.originResponse(cacheControl({ rules: [{ browser: 60 }] }))`,
  'canonical-host': `app.viewerRequest(canonicalHost({ host: 'www.example.com' }))`,
  'clean-urls': `app.originRequest(cleanUrls())`,
  cors: `app.use(cors({ origin: ['https://a.example'] }))`,
  'country-block': `app.originRequest(countryBlock({ allow: ['DE'] }))`,
  'country-redirect': `app.use(countryRedirect({ countries: { DE: '/de/' } }))`,
  'device-class': `app.viewerRequest(deviceClass())`,
  'device-images': `app.viewerRequest(deviceImages({ widths: [480] }))`,
  'error-page': `app.originResponse(errorPage({ pages: { 404: { body: '' } } }))`,
  'forwarded-host': `app.viewerRequest(forwardedHost())`,
  'gradual-rollout': `app.use(gradualRollout({ name: 'a', percent: 1, from: 'a.example', to: { custom: { domainName: 'b.example' } } }))`,
  'host-to-path': `app.viewerRequest(hostToPath({ domain: 'a.example', names: ['a'] }))`,
  'hotlink-protection': `app.viewerRequest(hotlinkProtection())`,
  'ip-allow': `app.viewerRequest(ipAllow({ allow: ['192.0.2.0/24'] }))`,
  'jwt-auth': `app.viewerRequest(jwtAuth({ jwks: { keys: [] } }))`,
  'keep-cookies': `app.viewerRequest(keepCookies())`,
  'language-redirect': `app.viewerRequest(languageRedirect({ languages: { de: '/de/' } }))`,
  'login-redirect': `app.viewerRequest(loginRedirect({ login: '/login', cookie: 'a' }))`,
  'maintenance-page': `app.viewerRequest(maintenancePage())`,
  'normalize-query': `app.viewerRequest(normalizeQuery())`,
  'oidc-login': `app.viewerRequest(oidcLogin({ provider: 'https://id.example', clientId: 'a', secret: '…' }).required)`,
  'query-to-header': `app.viewerRequest(queryToHeader({ parameter: 'a', header: 'x-a' }))`,
  redirects: `app.viewerRequest(redirects({ rules: [{ from: '/a', to: '/b' }] }))`,
  'request-headers': `app.viewerRequest(requestHeaders({ remove: ['x-a'] }))`,
  'request-id': `app.use(requestId())`,
  'response-headers': `app.originResponse(responseHeaders({ remove: ['x-a'] }))`,
  rewrites: `app.viewerRequest(rewrites({ rules: [{ from: '/a', to: '/b' }] }))`,
  'robots-txt': `app.viewerRequest(robotsTxt())`,
  'security-headers': `app.use(securityHeaders())`,
  'select-origin': `app.originRequest(selectOrigin({ rules: [{ path: '/a', to: { custom: { domainName: 'b.example' } } }] }))`,
  'server-timing': `app.use(serverTiming())`,
  'signed-url': `app.viewerRequest(signedUrl({ secret: '0123456789abcdef' }))`,
  'spa-fallback': `app.originRequest(spaFallback())`,
  'static-page': `app.viewerRequest(staticPage({ body: '' }))`,
  'trailing-slash': `app.originRequest(trailingSlash({ slash: 'add' }))`,
}

/** Bytes that a recipe may add, minified and gzipped, where it is not 3,000. */
const ceilings: Readonly<Record<string, number>> = { 'jwt-auth': 6000, 'oidc-login': 8000 }

const doors = readdirSync('recipes')
  .filter((file) => file.endsWith('.ts'))
  .map((file) => file.replace('.ts', ''))

const sizes: Record<string, { minified: number; gzip: number; ceiling: number }> = {}

afterAll(() => console.table(sizes))

test.each(doors)(
  '%s adds no more to an app than it may, and nothing of another recipe',
  async (door) => {
    const use = uses[door]
    if (use === undefined) throw new Error(`Say in \`uses\` how an app uses ${door}.`)
    const ceiling = ceilings[door] ?? 3000
    sizes[door] = { minified: 0, gzip: 0, ceiling }
    for (const trigger of triggersOf(use)) {
      const [without, including] = [await app(trigger), await app(trigger, door, use)]
      const gzip = including.bytes - without.bytes
      if (gzip <= sizes[door].gzip) continue
      sizes[door] = { minified: including.code.length - without.code.length, gzip, ceiling }
      expect(recipesIn(including)).toEqual([door])
    }
    expect(sizes[door].gzip).toBeGreaterThan(0)
    expect(sizes[door].gzip).toBeLessThanOrEqual(ceiling)
  },
)

test('a recipe that is gone is used by nothing', () => {
  expect(Object.keys(uses).filter((door) => !doors.includes(door))).toEqual([])
})

test('an app without recipes holds nothing of them, of their kit or of tokens', async () => {
  const { inputs } = await bundle(`export * from 'ledge'`, 'ledge-deploy')
  expect(inputs.length).toBeGreaterThan(0)
  expect(inputs.filter((input) => /\/(?:recipes|recipe-kit|jwt)\//.test(input))).toEqual([])
})

/** A recipe for several triggers is in the function of each: the one where it adds most counts. */
function triggersOf(use: string): readonly Trigger[] {
  const method = /^app\.(\w+)/.exec(use)?.[1]
  return everyTrigger.filter((trigger) => method === 'use' || method === trigger.replace('-r', 'R'))
}

function app(trigger: Trigger, door?: string, use = ''): Promise<Bundle> {
  const name = /\((\w+)\(/.exec(use)?.[1]
  const code = `
    import { ledge } from 'ledge'
    ${door ? `import { ${name} } from 'ledge/recipes/${door}'` : ''}
    const app = ledge()
    ${use}
    export const handler = app.handler('${trigger}')`
  return bundle(code, 'ledge-deploy', `ledge-${trigger}`)
}

function recipesIn({ inputs }: Bundle): string[] {
  const names = inputs.map((input) => /ledge\/dist\/recipes\/([\w-]+)/.exec(input)?.[1])
  return [...new Set(names.filter((name) => name !== undefined))]
}
