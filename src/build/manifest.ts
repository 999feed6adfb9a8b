import type { OriginConfig } from '../config/origins.js'
import type { Runtime } from '../config/runtimes.js'
import type { Trigger } from '../event.js'
import type { Attachment } from './attach.js'
import type { BuiltFunction } from './build-function.js'
import type { Sizes } from './sizes.js'

/** `ledge.manifest.json`: what was built, and where CloudFront is to have it. */
export interface Manifest {
  /** Of this format. */
  readonly version: 1
  /** The functions by name: the trigger, with the name of its app before it if there are several. */
  readonly functions: Readonly<Record<string, FunctionEntry>>
  /** The origins by name, and what each is: files, as in a bucket, or a web server. */
  readonly origins: Readonly<Record<string, OriginConfig['kind']>>
  /** The behaviors in order, with what each needs. */
  readonly behaviors: readonly Attachment[]
  /** What was built last, the newest first, this build included: what a rollback can go back to. */
  readonly versions: readonly BuildVersion[]
}

/** One Lambda function. Paths are from the folder of the manifest. */
export interface FunctionEntry {
  readonly trigger: Trigger
  /** The module that the app is in, from the folder of the config. */
  readonly app: string
  /** The code. */
  readonly file: string
  /** The code as it is uploaded. */
  readonly zip: string
  /** Of the zip, in hex. Unchanged code gives the same one. */
  readonly sha256: string
  readonly bytes: Sizes
  readonly handler: 'index.handler'
  readonly runtime: Runtime
  readonly architecture: 'x86_64'
  /** In MB. */
  readonly memory: number
  /** In seconds. */
  readonly timeout: number
  /** Whether it wants the request's body in any behavior. */
  readonly includeBody: boolean
}

/** The functions of one build, by name. */
export type BuildVersion = Readonly<Record<string, Pick<FunctionEntry, 'zip' | 'sha256'>>>

export const manifestName = 'ledge.manifest.json'

/** How many builds a manifest remembers. */
const remembered = 5

/** How a function is deployed. */
export function entryOf(built: BuiltFunction, runtime: Runtime): FunctionEntry {
  const { name, trigger, app, sha256, sizes, settings, includeBody } = built
  return {
    trigger,
    app,
    file: `${name}/index.mjs`,
    // Named after what is in it: the one before is still there for a rollback.
    zip: `${name}/${sha256.slice(0, 16)}.zip`,
    sha256,
    bytes: sizes,
    handler: 'index.handler',
    runtime,
    architecture: 'x86_64',
    memory: settings.memory,
    timeout: settings.timeout,
    includeBody,
  }
}

/** The manifest of a build that comes after another. The same code again changes nothing. */
export function manifestOf(
  { functions, origins, behaviors }: Pick<Manifest, 'functions' | 'origins' | 'behaviors'>,
  previous: Manifest | undefined,
): Manifest {
  const current = versionOf(functions)
  const older = (previous?.versions ?? []).filter((version) => !isSame(version, current))
  return {
    version: 1,
    functions,
    origins,
    behaviors,
    versions: [current, ...older].slice(0, remembered),
  }
}

/** The zips that a manifest knows of. */
export function zipsOf(manifest: Manifest | undefined): Set<string> {
  const versions = manifest?.versions ?? []
  return new Set(versions.flatMap((version) => Object.values(version).map(({ zip }) => zip)))
}

function versionOf(functions: Manifest['functions']): BuildVersion {
  return Object.fromEntries(
    Object.entries(functions).map(([name, { zip, sha256 }]) => [name, { zip, sha256 }]),
  )
}

function isSame(a: BuildVersion, b: BuildVersion): boolean {
  const names = new Set([...Object.keys(a), ...Object.keys(b)])
  return [...names].every((name) => a[name]?.sha256 === b[name]?.sha256)
}
