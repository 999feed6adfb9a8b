import { error, type Problem } from '../config/problem.js'
import type { ResolvedFunctionSettings } from '../config/resolve.js'
import type { Trigger } from '../event.js'
import { wantsBody } from './attach.js'
import type { Bundle } from './bundle.js'
import type { Outcome } from './evidence.js'
import { liveCode } from './live-code.js'
import { type Part, unnamedParts } from './parts.js'
import { mayRewrite } from './rewriting.js'
import { type Sizes, sizeProblems, sizesOf } from './sizes.js'
import type { Survey } from './survey.js'
import { testify } from './testify.js'
import { bundleTrigger } from './trigger-bundle.js'
import { sha256, zip } from './zip.js'

/** One function, ready to be written. */
export interface BuiltFunction {
  /** The trigger, with the name of its app before it if there are several. */
  readonly name: string
  readonly trigger: Trigger
  /** The module that its app is in, from the folder of the config. */
  readonly app: string
  /** The names of its steps, in order. */
  readonly steps: readonly string[]
  readonly settings: ResolvedFunctionSettings
  /** Whether a step of it wants the request's body. */
  readonly includeBody: boolean
  /** Whether something in it may set `uri`, so that later triggers see other paths. */
  readonly rewrites: boolean
  readonly bundle: Bundle
  readonly zip: Uint8Array
  readonly sha256: string
  readonly sizes: Sizes
  readonly problems: readonly Problem[]
}

/** Bundles, loads and packs the function of one trigger of an app. */
export async function buildFunction(
  survey: Survey,
  trigger: Trigger,
  appName: string,
  settings: ResolvedFunctionSettings,
): Promise<BuiltFunction> {
  const name = appName ? `${appName}/${trigger}` : trigger
  const { root, file } = survey.app
  const code = liveCode(await bundleTrigger(survey, trigger, { minify: false }))
  const { bundle, outcome } = await bundleSlim(survey, trigger, unnamedParts(code, root))
  const packed = zip('index.mjs', bundle.code)
  const sizes = sizesOf(bundle.code, packed)
  return {
    name,
    trigger,
    app: file,
    steps: survey.routes.flatMap((route) => (route.trigger === trigger ? route.name : [])),
    settings,
    includeBody: wantsBody(survey.routes, trigger),
    rewrites: mayRewrite(code, root),
    bundle,
    zip: packed,
    sha256: sha256(packed),
    sizes,
    problems: [
      ...sizeProblems(name, trigger, sizes, bundle.modules, settings),
      ...loadProblems(name, outcome),
    ],
  }
}

/** As small as it gets, loaded once: only the router knows whether its patterns need path-to-regexp. */
async function bundleSlim(
  survey: Survey,
  trigger: Trigger,
  without: readonly Part[],
): Promise<{ bundle: Bundle; outcome: Outcome }> {
  const bundle = await bundleTrigger(survey, trigger, { without })
  const { outcome } = await testify(bundle, survey.app.root)
  if (!without.includes('path-to-regexp') || outcome.kind !== 'threw') return { bundle, outcome }
  return bundleSlim(
    survey,
    trigger,
    without.filter((part) => part !== 'path-to-regexp'),
  )
}

/** What only loading shows, and would else show in CloudFront as a 503. */
function loadProblems(name: string, outcome: Outcome): Problem[] {
  if (outcome.kind !== 'threw') return []
  return [
    error(
      'does-not-load',
      `The function ${name} does not load, although the app as a whole does: ${outcome.message}. A value at the top of a module that nothing uses in this trigger is not made: what making it does must be a statement of its own, or a module imported by \`import 'module'\`.`,
    ),
  ]
}
