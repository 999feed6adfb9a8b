import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import type { Route } from '../app.js'
import { type Location, type Problem, ProjectError } from '../config/problem.js'
import type { Trigger } from '../event.js'
import { type AppSource, bundleApp, packagesIn } from './app-bundle.js'
import { lostApp, notAnApp, notFound, nothingActive, placeOfCall } from './app-problems.js'
import { envProblems } from './env.js'
import { type Evidence, isApps } from './evidence.js'
import { instrument } from './instrument.js'
import { hasPart } from './recipes.js'
import { readParts } from './slice.js'
import { type Source, Sources } from './sources.js'
import { testify } from './testify.js'
import { writtenNames } from './written-names.js'

/** What is known of an app after it was loaded once, whole, on this machine. */
export interface Survey {
  readonly app: AppSource
  /** Those that have steps. */
  readonly triggers: readonly Trigger[]
  readonly routes: readonly SurveyedRoute[]
  readonly sources: Sources
  readonly evidence: Evidence
  /** The packages that the project's own modules import and use. */
  readonly packages: ReadonlySet<string>
  /** Every file that the app is made of, for those who watch them. */
  readonly files: readonly string[]
  readonly kept: readonly Kept[]
  readonly warnings: readonly Problem[]
}

/** A route with what its registration says. */
export interface SurveyedRoute extends Route {
  /** The call that registered it, where that is in the project's code. */
  readonly at: Location | undefined
  /** As they were written; none is every method, and every host. */
  readonly methods: readonly string[]
  readonly hosts: readonly string[]
  /** Whether it can do nothing but answer: it takes no `next`. */
  readonly answers: boolean
}

/** Code that is too dynamic to be taken apart, and so is in the bundles of all triggers. */
export interface Kept {
  readonly at: Location
  readonly why: string
}

/**
 * Loads an app once, whole, to learn which triggers it has and which calls register what.
 *
 * @throws ProjectError for what keeps it from loading.
 */
export async function surveyApp(app: AppSource): Promise<Survey> {
  const { root, file, environment } = app
  if (!existsSync(resolve(root, file))) throw new ProjectError([notFound(app)])
  const sources = new Sources(root)
  const whole = await bundleApp(app, sources, undefined, {
    rewrite: async (path) => {
      const source = await sources.read(path)
      return source && instrument(source)
    },
  })
  const all = await sources.all()
  const problems = all.flatMap(({ own, module }) => (own ? envProblems(module, environment) : []))
  if (problems.length > 0) throw new ProjectError(problems)
  const [{ outcome, ...evidence }, packages] = await Promise.all([
    testify(whole, root),
    packagesIn(app, sources),
  ])
  if (outcome.kind !== 'app') throw new ProjectError([notAnApp(outcome, app, all)])
  if (outcome.triggers.length === 0) throw new ProjectError([nothingActive(app)])
  const nameOf = writtenNames(all)
  return {
    app,
    triggers: outcome.triggers,
    routes: outcome.routes.map((route, i) => {
      const { call = '', ...registration } = outcome.registrations[i]!
      return { ...route, ...registration, name: nameOf(route.name), at: placeOfCall(call, all) }
    }),
    sources,
    evidence,
    packages,
    files: whole.modules.map((module) => resolve(root, module.path)),
    kept: all.flatMap((source) => keptIn(source, all, evidence)),
    warnings: outcome.lost.map((id) => lostApp(id, all)),
  }
}

function keptIn(source: Source, all: readonly Source[], evidence: Evidence): Kept[] {
  const { module, calls, recipes } = source
  const reasons = [
    ...calls.flatMap(({ id, start, method, args }) => {
      const seen = evidence.calls.get(id)
      const why = seen?.apps ? whyKept(method, args !== undefined, isApps(seen)) : undefined
      return why ? { start, why } : []
    }),
    ...recipes.opaque.map((start) => ({
      start,
      why: 'defineRecipe is given something else than an object literal',
    })),
    ...readParts(source, evidence).flatMap(({ start, part }) =>
      all.some(({ recipes }) => recipes.literals.some((recipe) => hasPart(recipe, part)))
        ? {
            start,
            why: `\`${part}\` is read here, perhaps of a recipe: all recipes keep that part`,
          }
        : [],
    ),
  ]
  return reasons.map(({ start, why }) => ({ at: module.placeOf(start), why }))
}

function whyKept(method: string | undefined, listed: boolean, always: boolean): string | undefined {
  if (method === undefined) return "the name of the app's method is computed"
  if (!always) return `what \`.${method}\` is called on is not always an app`
  return method === 'use' && !listed ? 'the recipes come from a spread' : undefined
}
