import { error, type Problem, warning } from '../config/problem.js'
import type { ResolvedFunctionSettings } from '../config/resolve.js'
import type { Trigger } from '../event.js'
import { wantsBody } from './attach.js'
import type { Bundle } from './bundle.js'
import type { Outcome } from './evidence.js'
import { liveCode } from './live-code.js'
import { unnamedParts } from './parts.js'
import { mayRewrite } from './rewriting.js'
import { type Sizes, sizeProblems, sizesOf } from './sizes.js'
import type { Survey } from './survey.js'
import { testify } from './testify.js'
import { type BundleSlice, sliceApp, uncut } from './trigger-bundle.js'
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
  const { code, bundle, problems } = await bundleFunction(survey, trigger, name)
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
    problems: [...sizeProblems(name, trigger, sizes, bundle.modules, settings), ...problems],
  }
}

interface Bundled {
  readonly bundle: Bundle
  /** What is left of each module, by path. */
  readonly code: ReadonlyMap<string, string>
  readonly problems: readonly Problem[]
}

/** The slice of a trigger; the whole app where the slice does not load. */
async function bundleFunction(survey: Survey, trigger: Trigger, name: string): Promise<Bundled> {
  const { root } = survey.app
  const sliced = await bundleLive(await sliceApp(survey, trigger), root)
  if (sliced.outcome.kind !== 'threw') return { ...sliced, problems: [] }
  const { message } = sliced.outcome
  const whole = await bundleLive(uncut(survey, trigger), root)
  const problem =
    whole.outcome.kind === 'threw'
      ? error('does-not-load', `The function ${name} does not load: ${whole.outcome.message}.`)
      : warning(
          'does-not-load',
          `The function ${name} holds the code of all triggers: with its own alone it does not load: ${message}. A value at the top of a module that nothing uses in this trigger is not made: what making it does must be a statement of its own, or a module imported by \`import 'module'\`.`,
        )
  return { ...whole, problems: [problem] }
}

/** As small as it gets: without the parts of Ledge that neither its code names nor loading it uses. */
async function bundleLive(
  bundleSlice: BundleSlice,
  root: string,
): Promise<Omit<Bundled, 'problems'> & { readonly outcome: Outcome }> {
  const code = liveCode(await bundleSlice({ minify: false }))
  const unnamed = unnamedParts(code, root)
  const { used } = await testify(await bundleSlice({ watched: unnamed }), root)
  const bundle = await bundleSlice({ without: unnamed.filter((part) => !used.has(`#${part}`)) })
  const { outcome } = await testify(bundle, root)
  return { code, bundle, outcome }
}
