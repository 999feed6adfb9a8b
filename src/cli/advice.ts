import type { FunctionReport } from '../build/index.js'
import type { Trigger } from '../event.js'

/** A recipe that CloudFront has a cheaper place for, or a feature that costs nothing. */
export interface Advice {
  /** The file of the recipe. */
  readonly recipe: string
  /** What routes call its step. */
  readonly step: string
  /** Where it costs more than it need. */
  readonly at: readonly Trigger[]
  readonly text: string
  /** AWS's page. */
  readonly docs: string
}

const guide = 'https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide'
const responseHeadersPolicy = `${guide}/adding-response-headers.html`

export const advices: readonly Advice[] = [
  {
    recipe: 'security-headers',
    step: 'security-headers',
    at: ['origin-response', 'viewer-response'],
    text: 'Headers that are the same on every response come for free from a response headers policy. Keep the recipe for the answers of your functions.',
    docs: responseHeadersPolicy,
  },
  {
    recipe: 'response-headers',
    step: 'responseHeaders',
    at: ['origin-response', 'viewer-response'],
    text: 'Headers that are always the same, and removals, come for free from a response headers policy.',
    docs: responseHeadersPolicy,
  },
  {
    recipe: 'request-headers',
    step: 'requestHeaders',
    at: ['viewer-request', 'origin-request'],
    text: "A header that is always the same goes to the origin for free as one of the origin's custom headers.",
    docs: `${guide}/add-origin-custom-headers.html`,
  },
  {
    recipe: 'country-block',
    step: 'countryBlock',
    at: ['origin-request'],
    text: 'Countries that are kept out of the whole distribution are so for free by its geographic restrictions.',
    docs: `${guide}/georestrictions.html`,
  },
  {
    recipe: 'error-page',
    step: 'errorPage',
    at: ['origin-response'],
    text: 'Where the page may lie at the origin, custom error responses show it for free, on errors of CloudFront itself, too.',
    docs: `${guide}/GeneratingCustomErrorResponses.html`,
  },
  {
    recipe: 'signed-url',
    step: 'signedUrl',
    at: ['viewer-request'],
    text: "CloudFront's own signed URLs and cookies are checked without a function, if an RSA or ECDSA key pair will do.",
    docs: `${guide}/private-content-signed-urls.html`,
  },
  {
    recipe: 'device-class',
    step: 'deviceClass',
    at: ['viewer-request'],
    text: "cloudFrontDeviceClass() on app.originRequest runs on cache misses only: CloudFront's own device headers in the cache key tell the same.",
    docs: `${guide}/adding-cloudfront-headers.html`,
  },
  {
    recipe: 'keep-cookies',
    step: 'keepCookies',
    at: ['viewer-request'],
    text: 'Where it is known which cookies count, a cache policy and an origin request policy that list them do the same for free.',
    docs: `${guide}/cache-key-understand-cache-policy.html`,
  },
  ...everyRequest(
    'Where it goes by the path alone, app.originRequest(…) runs it on cache misses only, and its answer is cached.',
    ['redirects', 'rewrites', 'robots-txt', 'static-page', 'clean-urls', 'trailing-slash'],
  ),
  ...everyRequest('It goes by the path alone: app.originRequest(…) runs it on cache misses only.', [
    'spa-fallback',
  ]),
  ...everyRequest(
    'It needs neither network nor body, so a CloudFront Function does the same for a fraction of the price.',
    [
      'bot-block',
      'canonical-host',
      'forwarded-host',
      'host-to-path',
      'hotlink-protection',
      'language-redirect',
      'normalize-query',
      'query-to-header',
    ],
  ),
]

/** What applies to a build, each recipe once. */
export function adviceFor(
  functions: readonly Pick<FunctionReport, 'trigger' | 'steps'>[],
): Advice[] {
  return advices.filter(({ step, at }) =>
    functions.some(({ trigger, steps }) => at.includes(trigger) && steps.includes(step)),
  )
}

/** The same for recipes that run at viewer-request, and so each time, for want of a cheaper place. */
function everyRequest(text: string, recipes: readonly string[]): Advice[] {
  const docs = `${guide}/edge-functions-choosing.html`
  return recipes.map((recipe) => {
    const step = recipe.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase())
    return { recipe, step, at: ['viewer-request'], text, docs }
  })
}
