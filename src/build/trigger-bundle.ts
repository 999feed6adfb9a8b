import { readFileSync } from 'node:fs'
import type { Trigger } from '../event.js'
import { type AppBundleOptions, bundleApp, packagesIn } from './app-bundle.js'
import type { Bundle } from './bundle.js'
import { rewrite } from './rewrite.js'
import { mayRewrite } from './rewriting.js'
import { slice } from './slice.js'
import { isLedge } from './sources.js'
import type { Survey } from './survey.js'

export interface TriggerBundleOptions {
  /** Default true. */
  readonly minify?: boolean
}

export interface TriggerBundle extends Bundle {
  /** Whether something in it may set `uri`, so that later triggers see other paths. */
  readonly rewrites: boolean
}

/**
 * One ESM file that exports the `handler` of a trigger, and holds what that trigger needs of the app.
 *
 * Two runs: the first finds the packages that the slice still uses. One that the app uses and the
 * slice does not is then left out, although loading it might have done something.
 */
export async function bundleTrigger(
  { app, sources, evidence, packages }: Survey,
  trigger: Trigger,
  { minify = true }: TriggerBundleOptions = {},
): Promise<TriggerBundle> {
  const all = await sources.all()
  const bare = new Set(all.flatMap(({ bareImports }) => bareImports))
  let rewrites = false
  const options: AppBundleOptions = {
    minify,
    rewrite: async (path) => {
      const source = await sources.read(path)
      const edits = source ? slice(source, all, evidence, trigger) : []
      const code = source && edits.length > 0 ? rewrite(source.module, edits) : undefined
      rewrites ||= !isLedge(path) && mayRewrite(code ?? readFileSync(path, 'utf8'))
      return code
    },
  }
  const used = await packagesIn(app, sources, trigger, options)
  const bundled = await bundleApp(app, sources, trigger, {
    ...options,
    onPackage: (specifier) =>
      packages.has(specifier) && !used.has(specifier) && !bare.has(specifier) ? 'empty' : 'bundle',
  })
  return { ...bundled, rewrites }
}
