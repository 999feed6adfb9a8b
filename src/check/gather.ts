import { type AttachableApp, stepsAt, wantsBody } from '../build/attach.js'
import { attachable, buildApp } from '../build/build.js'
import { placeInConfig } from '../build/config-place.js'
import type { Environment } from '../build/env.js'
import { readModule } from '../build/module.js'
import { sharedPath } from '../build/reach.js'
import type { Survey, SurveyedRoute } from '../build/survey.js'
import { cachePolicy, originRequestPolicy } from '../config/policies.js'
import { type Problem, ProjectError } from '../config/problem.js'
import type { ResolvedConfig } from '../config/resolve.js'
import { planTrials } from './plan.js'
import type { Site, SiteApp, SiteBehavior } from './site.js'
import { textsIn } from './texts.js'
import { runTrials } from './trials.js'

/** Builds and tries all that a config names. What keeps an app from being built is told, not thrown. */
export async function gather(
  config: ResolvedConfig,
  environment: Environment,
): Promise<{ readonly site: Site; readonly problems: readonly Problem[] }> {
  const problems: Problem[] = []
  const apps: SiteApp[] = []
  const behaviors: SiteBehavior[] = []
  for (const file of new Set(config.behaviors.map(({ app }) => app))) {
    try {
      const built = await buildApp(config, file, environment)
      problems.push(...built.survey.warnings, ...built.functions.flatMap((one) => one.problems))
      const places = placesOf(config, file, built.survey, attachable(built))
      const app = await tryApp(config, built.survey, attachable(built), places)
      apps.push(app)
      behaviors.push(...places.map((place) => ({ ...place, app })))
    } catch (cause) {
      if (!(cause instanceof ProjectError)) throw cause
      problems.push(...cause.problems)
    }
  }
  const module = config.file === undefined ? undefined : await readModule(config.file, config.root)
  const site: Site = {
    config,
    apps,
    behaviors: behaviors.sort((a, b) => a.index - b.index),
    locate: (place) => module && placeInConfig(module, place),
  }
  return { site, problems }
}

type Unplaced = Omit<SiteBehavior, 'app'>

/** The behaviors that an app is for. */
function placesOf(
  { behaviors }: ResolvedConfig,
  file: string,
  { routes }: Survey,
  app: AttachableApp<SurveyedRoute>,
): Unplaced[] {
  return behaviors.flatMap((behavior, index): Unplaced[] => {
    if (behavior.app !== file) return []
    const earlier = behaviors.slice(0, index).map(({ path }) => path)
    const { attached, steps } = stepsAt(behavior, earlier, app)
    const triggers = [...attached.keys()]
    const reached = new Map<SurveyedRoute, string>()
    for (const route of routes) {
      if (!triggers.includes(route.trigger)) continue
      const path = sharedPath(route.paths, behavior.path, earlier)
      if (path !== undefined) reached.set(route, path)
    }
    const key = cachePolicy(behavior.cache)
    return [
      {
        index,
        behavior,
        earlier,
        triggers,
        bodies: triggers.filter((trigger) => wantsBody(steps, trigger)),
        steps,
        reached,
        key,
        carriage: { key, forward: originRequestPolicy(behavior.originRequest) },
        isCached: key.maxTtl !== 0,
      },
    ]
  })
}

async function tryApp(
  config: ResolvedConfig,
  survey: Survey,
  { rewriting }: AttachableApp,
  places: readonly Unplaced[],
): Promise<SiteApp> {
  const texts = textsIn(await survey.sources.all())
  const planned = places.map(({ index, behavior, earlier, triggers, bodies }) => {
    return { index, path: behavior.path, earlier, triggers, bodies }
  })
  const trials = planTrials(planned, survey.routes, texts.paths)
  const carriages = config.behaviors.map((behavior) => ({
    key: cachePolicy(behavior.cache),
    forward: originRequestPolicy(behavior.originRequest),
  }))
  const origins = config.behaviors.map(({ origin }) => config.origins[origin]!.kind)
  const tried = await runTrials(
    survey,
    { trials, carriages, origins, texts: texts.values },
    (trigger) => config.functions[trigger].timeout,
  )
  return { file: survey.app.file, routes: survey.routes, rewriting, trials, ...tried }
}
