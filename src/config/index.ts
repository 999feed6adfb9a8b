export {
  type Behavior,
  type Config,
  defineConfig,
  type Env,
  type FunctionSettings,
  type Stage,
} from './config.js'
export { type FolderOrigin, folder, type HttpOrigin, http, type OriginConfig } from './origins.js'
export type {
  CachePolicy,
  ManagedCachePolicy,
  ManagedOriginRequestPolicy,
  NameSelection,
  OriginRequestPolicy,
} from './policies.js'
export type { Runtime } from './runtimes.js'
