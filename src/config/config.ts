import type { Trigger } from '../event.js'
import type { OriginConfig } from './origins.js'
import type {
  CachePolicy,
  ManagedCachePolicy,
  ManagedOriginRequestPolicy,
  OriginRequestPolicy,
} from './policies.js'
import type { Runtime } from './runtimes.js'

/** What `ledge.config.ts` says. Every path is read from the folder of that file. */
export interface Config<EnvName extends string = string, OriginName extends string = string> {
  /** The module that exports `app`. Default `./edge.ts`. */
  readonly app?: string
  /** Where CloudFront gets what it does not have. Default `{ site: folder('./public') }`. */
  readonly origins?: Readonly<Record<OriginName, OriginConfig>>
  /**
   * The distribution's cache behaviors, in order: the first whose path matches takes the request, so
   * the last is `*`. Default one, `*`, with the first origin and `CachingOptimized`.
   */
  readonly behaviors?: readonly Behavior<NoInfer<OriginName>>[]
  /**
   * What `process.env.NAME` becomes in the code, since functions at the edge have no environment
   * variables. A name with `undefined` must get its value from a stage.
   */
  readonly env?: Readonly<Record<EnvName, string | undefined>>
  /** What is different in a stage, which `ledge build --stage name` chooses. */
  readonly stages?: Readonly<Record<string, Stage<NoInfer<EnvName>>>>
  /**
   * Names in `env` that may hold what looks like a secret. Whoever may read the function's code can
   * read them.
   */
  readonly secrets?: readonly NoInfer<EnvName>[]
  /** Default `nodejs24.x`. */
  readonly runtime?: Runtime
  /** Memory, time and size of the functions. */
  readonly functions?: Readonly<Partial<Record<Trigger, FunctionSettings>>>
  /** Where `ledge build` writes. Default `.ledge/build`, and below it the name of the stage. */
  readonly outDir?: string
}

/** A cache behavior of the distribution. */
export interface Behavior<OriginName extends string = string> {
  /** As CloudFront has it: `*` is any number of characters, `?` is one, upper and lower case differ. */
  readonly path: string
  /** The name of an origin. */
  readonly origin: OriginName
  /** Its own app, where it is not the config's. */
  readonly app?: string
  /** One of AWS's policies by name, or your own. Default `CachingOptimized`. */
  readonly cache?: ManagedCachePolicy | CachePolicy
  /** One of AWS's policies by name, or your own. Default none: the origin gets the cache key only. */
  readonly originRequest?: ManagedOriginRequestPolicy | OriginRequestPolicy
  /**
   * The triggers that get their function here. Default: those with a route that a request of this
   * behavior can come to.
   */
  readonly triggers?: readonly Trigger[]
  /**
   * The viewer events at which this behavior has a CloudFront Function. CloudFront takes no function
   * of Lambda@Edge on the viewer events beside one. Default none.
   */
  readonly cloudFrontFunctions?: readonly ('viewer-request' | 'viewer-response')[]
}

export interface Stage<EnvName extends string = string> {
  /** Values that take the place of those in the config's `env`. */
  readonly env?: Readonly<Partial<Record<EnvName, string>>>
}

export interface FunctionSettings {
  /** In MB. Default 128, all that AWS's older pages allow in viewer triggers. */
  readonly memory?: number
  /** In seconds, at most 30. Default 5, all that AWS's older pages allow in viewer triggers. */
  readonly timeout?: number
  /** The most bytes that the code may have, minified and gzip. Default none. */
  readonly budget?: number
}

/**
 * The type of `process.env` that a config gives.
 *
 * @example
 * ```ts
 * // env.d.ts
 * import type { Env } from 'ledge/config'
 * import type config from './ledge.config.js'
 *
 * declare global {
 *   namespace NodeJS {
 *     interface ProcessEnv extends Env<typeof config> {}
 *   }
 * }
 * ```
 */
export type Env<C> = C extends Config<infer Name> ? { readonly [K in Name]: string } : never

/**
 * Returns the config it is given. It types it: the names of origins and of `env` are known, and what
 * is no option does not compile.
 *
 * @example
 * ```ts
 * // ledge.config.ts
 * import { defineConfig, folder, http } from 'ledge/config'
 *
 * export default defineConfig({
 *   app: './edge.ts',
 *   origins: { site: folder('./public'), api: http('http://127.0.0.1:3000') },
 *   behaviors: [
 *     { path: '/api/*', origin: 'api', cache: 'CachingDisabled', originRequest: 'AllViewer' },
 *     { path: '*', origin: 'site' },
 *   ],
 *   env: { API_HOST: 'api.example.com' },
 * })
 * ```
 */
export function defineConfig<
  const EnvName extends string = never,
  const OriginName extends string = 'site',
>(config: Config<EnvName, OriginName>): Config<EnvName, OriginName> {
  return config
}
