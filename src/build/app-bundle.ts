import { resolve } from 'node:path'
import type { Trigger } from '../event.js'
import { type Bundle, type BundleOptions, bundle } from './bundle.js'
import { definitions, type Environment } from './env.js'
import type { Sources } from './sources.js'

/** An app, and what it is built with. */
export interface AppSource {
  /** The folder of the project, absolute. */
  readonly root: string
  /** The module that exports `app`, from that folder. */
  readonly file: string
  readonly environment: Environment
  /** The major version of Node.js that runs it. */
  readonly node: number
}

export interface AppBundleOptions
  extends Pick<BundleOptions, 'conditions' | 'rewrite' | 'onPackage' | 'minify' | 'watched'> {
  /**
   * A module whose `work` is called with the whole app and the testing kit. They are in one bundle
   * since they must have one copy of Ledge's classes between them.
   */
  readonly script?: string
}

/** One file of the app: the handler of a trigger, or without one all that its module exports. */
export function bundleApp(
  app: AppSource,
  sources: Sources,
  trigger?: Trigger,
  options: AppBundleOptions = {},
): Promise<Bundle> {
  const { root, file, environment, node } = app
  const { script, ...others } = options
  return bundle({
    ...others,
    root,
    node,
    entry: entryOf(JSON.stringify(resolve(root, file)), trigger, script),
    // The whole app keeps the checks and the needs that a deployed one is rid of; the testing kit is
    // closed to what is deployed.
    conditions: [
      ...(script ? [] : ['ledge-deploy']),
      trigger ? `ledge-${trigger}` : 'ledge-check',
      ...(options.conditions ?? []),
    ],
    define: definitions(environment),
    placeOf: async (path, line, column) =>
      (await sources.read(resolve(root, path)))?.module.placeAt(line, column),
  })
}

function entryOf(from: string, trigger: Trigger | undefined, script: string | undefined): string {
  if (trigger)
    return `import { app } from ${from}\nexport const handler = app.handler('${trigger}')`
  if (!script)
    return `export * from ${from}\nimport * as all from ${from}\nexport default all.default`
  return `import { app } from ${from}
import * as kit from 'ledge/testing'
import { work } from ${JSON.stringify(script)}
work(app, kit)`
}

/** The packages that the project's own modules use, once what is unused is gone. */
export async function packagesIn(
  ...[app, sources, trigger, options]: Parameters<typeof bundleApp>
): Promise<Set<string>> {
  const { imports } = await bundleApp(app, sources, trigger, {
    ...options,
    onPackage: () => 'leave',
  })
  return new Set(imports)
}
