import { sharedPath } from '../build/reach.js'
import { error, type Problem, warning } from '../config/problem.js'
import { isViewer } from '../config/trigger-names.js'
import type { Site, SiteBehavior } from './site.js'

/** Behaviors that take no request, and functions that are in the wrong place. */
export function* behaviorProblems(site: Site): Generator<Problem> {
  for (const [i, { path }] of site.config.behaviors.entries()) {
    const earlier = site.config.behaviors.slice(0, i).map((other) => other.path)
    if (sharedPath([], path, earlier, 'as written') !== undefined) continue
    yield error(
      'shadowed-behavior',
      `behaviors[${i}] ('${path}') never takes a request: CloudFront takes the first behavior that matches, and those before it match all of its paths. Move it up.`,
      site.locate(['behaviors', i, 'path']),
    )
  }
  for (const behavior of site.behaviors) {
    yield* idleFunctions(site, behavior)
    yield* functionsOfBothKinds(site, behavior)
  }
}

/** Triggers that are named in the config, and have nothing to do. */
function* idleFunctions(
  { locate }: Site,
  { behavior, index, triggers, steps, app }: SiteBehavior,
): Generator<Problem> {
  for (const [i, trigger] of (behavior.triggers ?? []).entries()) {
    if (steps.some((step) => step.trigger === trigger)) continue
    const why = triggers.includes(trigger)
      ? `no step of it matches a path of '${behavior.path}': the function would cost and do nothing. Leave it out, or look at the paths of its steps.`
      : `'${app.file}' has no step there. Leave it out, or register one.`
    yield warning(
      'idle-function',
      `behaviors[${index}].triggers names ${trigger}, but ${why}`,
      locate(['behaviors', index, 'triggers', i]),
    )
  }
}

/** https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/edge-function-restrictions-all.html */
function* functionsOfBothKinds(
  { locate }: Site,
  { behavior, index, triggers }: SiteBehavior,
): Generator<Problem> {
  const { cloudFrontFunctions = [] } = behavior
  const own = triggers.filter(isViewer)
  if (cloudFrontFunctions.length === 0 || own.length === 0) return
  yield error(
    'both-kinds',
    `behaviors[${index}] ('${behavior.path}') has a CloudFront Function at ${cloudFrontFunctions.join(' and ')} and would get a function of Lambda@Edge at ${own.join(' and ')}. CloudFront refuses both kinds on the viewer events of one behavior. Move what the CloudFront Function does into the app, or leave the viewer triggers out here: \`triggers: ['origin-request', 'origin-response']\`.`,
    locate(['behaviors', index, 'cloudFrontFunctions']),
  )
}
