import type { Trigger } from '../event.js'
import { type AppBundleOptions, bundleApp, packagesIn } from './app-bundle.js'
import type { Bundle } from './bundle.js'
import type { Part } from './parts.js'
import { rewrite } from './rewrite.js'
import { slice } from './slice.js'
import type { Survey } from './survey.js'

export interface TriggerBundleOptions {
  /** Default true. */
  readonly minify?: boolean
  /** Parts of Ledge to leave out. To use one of them then throws. Default none. */
  readonly without?: readonly Part[]
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
  { minify = true, without = [] }: TriggerBundleOptions = {},
): Promise<Bundle> {
  const all = await sources.all()
  const bare = new Set(all.flatMap(({ bareImports }) => bareImports))
  const options: AppBundleOptions = {
    minify,
    conditions: without.map((part) => `ledge-without-${part}`),
    rewrite: async (path) => {
      const source = await sources.read(path)
      const edits = source ? slice(source, all, evidence, trigger) : []
      return source && edits.length > 0 ? rewrite(source.module, edits) : undefined
    },
  }
  const used = await packagesIn(app, sources, trigger, options)
  return bundleApp(app, sources, trigger, {
    ...options,
    onPackage: (specifier) =>
      packages.has(specifier) && !used.has(specifier) && !bare.has(specifier) ? 'empty' : 'bundle',
  })
}
