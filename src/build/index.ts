export {
  formatProblem,
  type Location,
  type Problem,
  type ProblemCode,
  ProjectError,
} from '../config/problem.js'
export {
  type ResolvedBehavior,
  type ResolvedConfig,
  type ResolvedFunctionSettings,
  resolveConfig,
} from '../config/resolve.js'
export {
  type DeployFile,
  type DeployFormat,
  deployFormats,
  type EmitOptions,
  emit,
} from '../deploy/index.js'
export type { AppSource } from './app-bundle.js'
export type { AttachedFunction, Attachment } from './attach.js'
export { type BuildOptions, build } from './build.js'
export type { Bundle, ModuleSize } from './bundle.js'
export { type Environment, environmentOf } from './env.js'
export { loadConfig } from './load-config.js'
export { type BuildVersion, type FunctionEntry, type Manifest, manifestName } from './manifest.js'
export type { BuildReport, FunctionReport } from './report.js'
export type { Sizes } from './sizes.js'
export { type Kept, type Survey, surveyApp } from './survey.js'
export { bundleTrigger, type TriggerBundleOptions } from './trigger-bundle.js'
