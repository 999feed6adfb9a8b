import { basename, extname, join, resolve } from 'node:path'
import { type Problem, ProjectError, warning } from '../config/problem.js'
import type { ResolvedConfig } from '../config/resolve.js'
import { runtimes } from '../config/runtimes.js'
import { type AttachableApp, attach } from './attach.js'
import { type BuiltFunction, buildFunction } from './build-function.js'
import { type Environment, environmentOf } from './env.js'
import { entryOf, manifestOf } from './manifest.js'
import { readManifest, writeBuild } from './out-dir.js'
import { type BuildReport, type FunctionReport, functionReport } from './report.js'
import { stalePaths } from './stale.js'
import { type Survey, type SurveyedRoute, surveyApp } from './survey.js'

export interface BuildOptions {
  /** From `loadConfig` or `resolveConfig`. */
  readonly config: ResolvedConfig
  /** From the folder of the config. Default the config's, and below it the name of the stage. */
  readonly outDir?: string
  /** One of the config's stages. Default none: the values in `env` alone. */
  readonly stage?: string
}

/**
 * Builds every app of a config: for each trigger that has steps a folder with `index.mjs`, its source
 * map and its zip, and `ledge.manifest.json` for all. What is written is the same for the same code.
 *
 * @throws ProjectError with everything that is wrong. Then nothing was written.
 * @example
 * ```ts
 * import { build, loadConfig } from 'ledge/build'
 *
 * const report = await build({ config: await loadConfig(process.cwd()) })
 * for (const { name, bytes } of report.functions) console.log(name, bytes.gzip)
 * ```
 */
export async function build({ config, outDir, stage }: BuildOptions): Promise<BuildReport> {
  const environment = environmentOf(config, stage)
  const apps = new Map<string, BuiltApp>()
  for (const file of new Set(config.behaviors.map(({ app }) => app))) {
    apps.set(file, await buildApp(config, file, environment))
  }
  const built = [...apps.values()]
  const functions = built.flatMap((app) => app.functions)
  const problems = [
    ...built.flatMap(({ survey }) => survey.warnings),
    ...functions.flatMap((one) => one.problems),
  ]
  const errors = problems.filter(({ severity }) => severity === 'error')
  if (errors.length > 0) throw new ProjectError(errors)

  const folder = resolve(config.root, outDir ?? join(config.outDir, stage ?? ''))
  const previous = readManifest(folder)
  const current = {
    functions: Object.fromEntries(functions.map((one) => [one.name, entryOf(one, config.runtime)])),
    origins: Object.fromEntries(
      Object.entries(config.origins).map(([name, { kind }]) => [name, kind]),
    ),
    behaviors: attach(config.behaviors, ({ app }) => attachable(apps.get(app)!)),
  }
  const manifest = manifestOf(current, previous)
  writeBuild(folder, functions, manifest, previous)
  const reports = functions.map((one) => functionReport(one, manifest, previous))
  return {
    outDir: folder,
    functions: reports,
    removed: Object.keys(previous?.functions ?? {}).filter((name) => !manifest.functions[name]),
    kept: built.flatMap(({ survey }) => survey.kept),
    stale: stalePaths(manifest, previous),
    warnings: [...problems, ...reports.filter(isUnattached).map(unattached)],
    manifest,
  }
}

/** One app, and its functions. */
export interface BuiltApp {
  readonly survey: Survey
  readonly functions: readonly BuiltFunction[]
}

/**
 * Surveys an app and makes its functions, without writing any.
 *
 * @throws ProjectError for what keeps it from being built.
 */
export async function buildApp(
  config: ResolvedConfig,
  file: string,
  environment: Environment,
): Promise<BuiltApp> {
  const { root, runtime } = config
  const survey = await surveyApp({ root, file, environment, node: runtimes[runtime].node })
  // The functions of a second app have a folder of their own.
  const name = file === config.app ? '' : basename(file, extname(file))
  const building = survey.triggers.map((trigger) =>
    buildFunction(survey, trigger, name, config.functions[trigger]),
  )
  return { survey, functions: await Promise.all(building) }
}

export function attachable({ survey, functions }: BuiltApp): AttachableApp<SurveyedRoute> {
  return {
    routes: survey.routes,
    names: new Map(functions.map(({ trigger, name }) => [trigger, name])),
    rewriting: functions.flatMap(({ trigger, rewrites }) => (rewrites ? trigger : [])),
  }
}

function isUnattached({ behaviors }: FunctionReport): boolean {
  return behaviors.length === 0
}

function unattached({ name }: FunctionReport): Problem {
  return warning(
    'unattached',
    `${name} was built, but no behavior has it: none has a path that a step of it matches. See \`behaviors\` in the config.`,
  )
}
