import type { Trigger } from '../event.js'
import { checkConfig } from './check.js'
import type { Behavior, Config, FunctionSettings } from './config.js'
import type { Place } from './fault.js'
import { folder, type OriginConfig } from './origins.js'
import type { CachePolicy, ManagedCachePolicy } from './policies.js'
import { error, type Location, ProjectError } from './problem.js'
import type { Runtime } from './runtimes.js'
import { triggerNames } from './trigger-names.js'

/** A config with everything in it that was left out. */
export interface ResolvedConfig {
  /** The folder that its paths are read from. */
  readonly root: string
  /** The file it came from, where there is one. */
  readonly file: string | undefined
  readonly app: string
  readonly origins: Readonly<Record<string, OriginConfig>>
  readonly behaviors: readonly ResolvedBehavior[]
  readonly env: Readonly<Record<string, string | undefined>>
  readonly stages: NonNullable<Config['stages']>
  readonly runtime: Runtime
  readonly functions: Readonly<Record<Trigger, ResolvedFunctionSettings>>
  readonly outDir: string
}

export interface ResolvedBehavior extends Behavior {
  readonly app: string
  readonly cache: ManagedCachePolicy | CachePolicy
}

export interface ResolvedFunctionSettings extends FunctionSettings {
  readonly memory: number
  readonly timeout: number
}

export interface ConfigSource {
  /** The folder that paths are read from. */
  readonly root: string
  readonly file?: string
  /** Where in the file a part of the config stands. */
  locate?(place: Place): Location | undefined
}

/**
 * Checks a config and fills in what it leaves out.
 *
 * @throws ProjectError with everything that is wrong in it.
 */
export function resolveConfig(config: Config, source: ConfigSource): ResolvedConfig {
  const problems = [...checkConfig(config)].map(({ place, message }) =>
    error('bad-config', message, source.locate?.(place)),
  )
  if (problems.length > 0) throw new ProjectError(problems)
  const { app = './edge.ts', origins = { site: folder('./public') } } = config
  const [firstOrigin = ''] = Object.keys(origins)
  return {
    root: source.root,
    file: source.file,
    app,
    origins,
    behaviors: (config.behaviors ?? [{ path: '*', origin: firstOrigin }]).map((behavior) => ({
      ...behavior,
      app: behavior.app ?? app,
      cache: behavior.cache ?? 'CachingOptimized',
    })),
    env: config.env ?? {},
    stages: config.stages ?? {},
    runtime: config.runtime ?? 'nodejs24.x',
    functions: Object.fromEntries(
      triggerNames.map((trigger) => [trigger, settingsOf(config.functions?.[trigger])]),
    ) as Record<Trigger, ResolvedFunctionSettings>,
    outDir: config.outDir ?? '.ledge/build',
  }
}

function settingsOf(settings: FunctionSettings = {}): ResolvedFunctionSettings {
  return { ...settings, memory: settings.memory ?? 128, timeout: settings.timeout ?? 5 }
}
