import { error, type Problem } from '../config/problem.js'
import type { ResolvedFunctionSettings } from '../config/resolve.js'
import type { Trigger } from '../event.js'
import { wantsBody } from './attach.js'
import { type Sizes, sizeProblems, sizesOf } from './sizes.js'
import type { Survey } from './survey.js'
import { testify } from './testify.js'
import { bundleTrigger, type TriggerBundle } from './trigger-bundle.js'
import { sha256, zip } from './zip.js'

/** One function, ready to be written. */
export interface BuiltFunction {
  /** The trigger, with the name of its app before it if there are several. */
  readonly name: string
  readonly trigger: Trigger
  /** The module that its app is in, from the folder of the config. */
  readonly app: string
  readonly settings: ResolvedFunctionSettings
  /** Whether a step of it wants the request's body. */
  readonly includeBody: boolean
  readonly bundle: TriggerBundle
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
  const bundle = await bundleTrigger(survey, trigger)
  const packed = zip('index.mjs', bundle.code)
  const sizes = sizesOf(bundle.code, packed)
  return {
    name,
    trigger,
    app: survey.app.file,
    settings,
    includeBody: wantsBody(survey.routes, trigger),
    bundle,
    zip: packed,
    sha256: sha256(packed),
    sizes,
    problems: [
      ...sizeProblems(name, trigger, sizes, bundle.modules, settings),
      ...(await loadProblems(survey, name, bundle)),
    ],
  }
}

/** What only loading shows, and would else show in CloudFront as a 503. */
async function loadProblems(
  survey: Survey,
  name: string,
  bundle: TriggerBundle,
): Promise<Problem[]> {
  const { outcome } = await testify(bundle, survey.app.root)
  if (outcome.kind !== 'threw') return []
  return [
    error(
      'does-not-load',
      `The function ${name} does not load, although the app as a whole does: ${outcome.message} Is something imported for what it does, or made at the top of a module, that this trigger needs? \`import 'module'\` and a statement of its own are kept; a value that nothing uses is not.`,
    ),
  ]
}
