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
  /** Parts whose use is told to the recorder. Default none. */
  readonly watched?: readonly Part[]
}

/** One ESM file that exports the `handler` of a trigger, and holds what that trigger needs of the app. */
export async function bundleTrigger(
  survey: Survey,
  trigger: Trigger,
  options?: TriggerBundleOptions,
): Promise<Bundle> {
  const bundleSlice = await sliceApp(survey, trigger)
  return bundleSlice(options)
}

/** Bundles what was prepared, as often as need be. */
export type BundleSlice = (options?: TriggerBundleOptions) => Promise<Bundle>

/**
 * Takes out of an app what one trigger needs, to be bundled as often as need be.
 *
 * A package that the app uses and the slice does not is left out, although loading it might have done
 * something. Which ones the slice still uses takes a run of its own.
 */
export async function sliceApp(
  { app, sources, evidence, packages }: Survey,
  trigger: Trigger,
): Promise<BundleSlice> {
  const all = await sources.all()
  const sliced = new Map(
    all.flatMap((source) => {
      const edits = slice(source, all, evidence, trigger)
      return edits.length > 0 ? [[source.module.path, rewrite(source.module, edits)]] : []
    }),
  )
  const options: AppBundleOptions = { rewrite: async (path) => sliced.get(path) }
  const bare = new Set(all.flatMap(({ bareImports }) => bareImports))
  // What Ledge's own modules do when they load, package.json tells.
  const idle = new Set([...packages].filter((name) => !bare.has(name) && !isLedge.test(name)))
  const used = idle.size > 0 ? await packagesIn(app, sources, trigger, options) : []
  for (const name of used) idle.delete(name)
  return (wanted) =>
    bundleApp(app, sources, trigger, {
      ...options,
      ...optionsOf(wanted),
      ...(idle.size > 0 && { onPackage: (name) => (idle.has(name) ? 'empty' : 'bundle') }),
    })
}

/** The same with nothing taken out. */
export function uncut({ app, sources }: Survey, trigger: Trigger): BundleSlice {
  return (wanted) => bundleApp(app, sources, trigger, optionsOf(wanted))
}

function optionsOf({
  minify = true,
  without = [],
  watched = [],
}: TriggerBundleOptions = {}): AppBundleOptions {
  return {
    minify,
    conditions: without.map((part) => `ledge-without-${part}`),
    watched: watched.map((part) => `#${part}`),
  }
}

const isLedge = /^ledge(\/|$)/
