import { type Problem, warning } from '../config/problem.js'
import { carriedAs, type Input, inputText } from './inputs.js'
import { inputOf, needsOf } from './needs.js'
import { runsOf, type SeenRun, type Site, type SiteBehavior } from './site.js'

/** What steps read where nothing brings it. */
export function* absenceProblems(site: Site): Generator<Problem> {
  const told = new Set<string>()
  const needed = new Map(site.behaviors.map((one) => [one, neededIn(site, one)]))
  for (const seen of runsOf(site)) {
    for (const { route, step, reads } of seen.steps) {
      for (const input of reads) {
        const isTold = needed.get(seen.behavior)?.has(keyOf(input))
        const why =
          isTold || (input.kind === 'body' && route.needs?.body)
            ? undefined
            : whyAbsent(seen, input)
        const key = `${seen.trial.trigger} ${step} ${keyOf(input)}`
        if (why === undefined || told.has(key)) continue
        told.add(key)
        yield warning(
          'absent-input',
          `${route.name} reads ${inputText(input)}, which ${why}`,
          route.at,
        )
      }
    }
  }
}

function whyAbsent({ behavior, trial }: SeenRun, input: Input): string | undefined {
  const { trigger, method } = trial
  const { kind, name } = input
  if (kind === 'body') {
    return method === 'POST' && !behavior.bodies.includes(trigger)
      ? 'CloudFront gives a function only where it is asked to. Say so: `withNeeds({ body: true }, middleware)`.'
      : undefined
  }
  if (!trigger.startsWith('origin')) {
    return kind === 'header' && name.startsWith('cloudfront-')
      ? `in ${trigger} is not CloudFront's: it says what the viewer made up, if anything. Read it in an origin trigger.`
      : undefined
  }
  if (carriedAs(input, behavior.carriage) !== 'none') return undefined
  return kind === 'header' && always.test(name) ? undefined : notCarried(behavior, input, trigger)
}

function notCarried(
  { behavior, index, isCached }: SiteBehavior,
  { kind, name }: Input,
  trigger: string,
): string {
  const instead =
    kind === 'header' && name === 'user-agent' ? 'always Amazon CloudFront' : 'always absent'
  const where = isCached
    ? '`cache`, where the answer depends on it, else to `originRequest`'
    : '`originRequest`'
  return `the policies of behaviors[${index}] ('${behavior.path}') do not carry to ${trigger}. There it is ${instead}: add it to ${where}, or read it in viewer-request.`
}

/** What CloudFront sends to an origin by itself, or makes of what it has. */
const always =
  /^(host|via|x-forwarded-for|accept-encoding|content-(length|type)|range|if-[a-z-]+|cache-control|cookie|transfer-encoding|x-amz-.*)$/

/** That a policy lacks what a step says it needs is told of by itself. */
function neededIn(site: Site, behavior: SiteBehavior): Set<string> {
  return new Set(needsOf(site, behavior).map((need) => keyOf(inputOf(need))))
}

function keyOf({ kind, name }: Input): string {
  return `${kind} ${name}`
}
