import type { Problem } from '../config/problem.js'
import type { Trigger } from '../event.js'
import type { AttachedFunction } from './attach.js'
import type { BuiltFunction } from './build-function.js'
import type { ModuleSize } from './bundle.js'
import type { Manifest } from './manifest.js'
import type { Sizes } from './sizes.js'
import type { Kept } from './survey.js'

/** What a build tells. It is plain data: `JSON.stringify` gives the form for machines. */
export interface BuildReport {
  /** Where everything was written, absolute. */
  readonly outDir: string
  readonly functions: readonly FunctionReport[]
  /** The functions that the build before had and this one has not. */
  readonly removed: readonly string[]
  /** What could not be taken apart, so that all triggers have it. */
  readonly kept: readonly Kept[]
  /**
   * Where CloudFront goes on serving what the origin triggers of the build before made, as an
   * invalidation takes it.
   */
  readonly stale: readonly string[]
  readonly warnings: readonly Problem[]
  /** As it was written. */
  readonly manifest: Manifest
}

export interface FunctionReport {
  readonly name: string
  readonly trigger: Trigger
  /** The names of its steps, in the order in which they run. */
  readonly steps: readonly string[]
  /** Whether its code is other than that of the build before. */
  readonly changed: boolean
  readonly bytes: Sizes
  /** The most that `bytes.gzip` may be. */
  readonly budget: number | undefined
  /** What is in it, the largest first. */
  readonly modules: readonly ModuleSize[]
  /** The built-in modules that it loads at a cold start. */
  readonly loads: readonly string[]
  /** The behaviors that it is for, and how often it runs in each. */
  readonly behaviors: readonly (Pick<AttachedFunction, 'runs'> & { readonly path: string })[]
}

export function functionReport(
  { name, trigger, steps, sizes, settings, bundle, sha256 }: BuiltFunction,
  { behaviors }: Manifest,
  previous: Manifest | undefined,
): FunctionReport {
  return {
    name,
    trigger,
    steps,
    changed: previous?.functions[name]?.sha256 !== sha256,
    bytes: sizes,
    budget: settings.budget,
    modules: bundle.modules,
    loads: bundle.imports,
    behaviors: behaviors.flatMap(({ path, functions }) =>
      functions.flatMap((attached) =>
        attached.function === name ? { path, runs: attached.runs } : [],
      ),
    ),
  }
}
