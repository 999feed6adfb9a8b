import { existsSync } from 'node:fs'
import { type App, ledge, type Recipe } from 'ledge'
import { botBlock } from 'ledge/recipes/bot-block'
import { countryBlock } from 'ledge/recipes/country-block'
import { deviceClass } from 'ledge/recipes/device-class'
import { errorPage } from 'ledge/recipes/error-page'
import { hotlinkProtection } from 'ledge/recipes/hotlink-protection'
import { languageRedirect } from 'ledge/recipes/language-redirect'
import { redirects } from 'ledge/recipes/redirects'
import { requestHeaders } from 'ledge/recipes/request-headers'
import { responseHeaders } from 'ledge/recipes/response-headers'
import { rewrites } from 'ledge/recipes/rewrites'
import { robotsTxt } from 'ledge/recipes/robots-txt'
import { securityHeaders } from 'ledge/recipes/security-headers'
import { signedUrl } from 'ledge/recipes/signed-url'
import { staticPage } from 'ledge/recipes/static-page'
import { describe, expect, test } from 'vitest'
import { adviceFor, advices } from '../../src/cli/advice.js'

const using = (recipe: Recipe): App => ledge().use(recipe)

// An app with each recipe where it costs more than it need.
const apps: Readonly<Record<string, App>> = {
  'bot-block': ledge().viewerRequest(botBlock({ block: ['x'] })),
  'country-block': ledge().originRequest(countryBlock({ deny: ['AQ'] })),
  'device-class': ledge().viewerRequest(deviceClass()),
  'error-page': ledge().originResponse(errorPage({ pages: { 404: { body: 'x' } } })),
  'hotlink-protection': ledge().viewerRequest(hotlinkProtection({})),
  'language-redirect': ledge().viewerRequest(languageRedirect({ languages: ['en'], paths: ['/'] })),
  redirects: ledge().viewerRequest(redirects({ rules: [{ from: '/a', to: '/b' }] })),
  'request-headers': ledge().viewerRequest(requestHeaders({ set: { 'x-a': 'b' } })),
  'response-headers': ledge().originResponse(responseHeaders({ set: { 'x-a': 'b' } })),
  rewrites: ledge().viewerRequest(rewrites({ rules: [{ from: '/a', to: '/b' }] })),
  'robots-txt': ledge().viewerRequest(robotsTxt()),
  'security-headers': using(securityHeaders()),
  'signed-url': ledge().viewerRequest(signedUrl({ secret: '0123456789abcdef0123456789abcdef' })),
  'static-page': ledge().viewerRequest('/x', staticPage({ body: 'x' })),
}

const stepsOf = (app: App): Parameters<typeof adviceFor>[0] =>
  app.routes().map(({ trigger, name }) => ({ trigger, steps: [name] }))

describe('advice', () => {
  test('is for recipes that there are', () => {
    expect(advices.map(({ recipe }) => recipe).sort()).toEqual(Object.keys(apps).sort())
    expect(advices.filter(({ recipe }) => !existsSync(`recipes/${recipe}.ts`))).toEqual([])
  })

  test.each(Object.keys(apps))('on %s finds it by the name that its routes have', (recipe) => {
    expect(adviceFor(stepsOf(apps[recipe]!)).map((advice) => advice.recipe)).toEqual([recipe])
  })

  test('is not given where a recipe is in the cheaper place already', () => {
    const app = ledge()
      .originRequest(robotsTxt())
      .originRequest('/x', staticPage({ body: 'x' }))
    expect(adviceFor(stepsOf(app))).toEqual([])
  })
})
