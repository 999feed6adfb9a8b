import { error, type Problem, warning } from '../config/problem.js'
import { carriedAs } from './inputs.js'
import { requestText, runsOf, type SeenRun, type Site } from './site.js'

/**
 * What asks not to be stored, in a behavior that stores everything for a while.
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/Expiration.html
 */
export function* storedProblems(site: Site): Generator<Problem> {
  const told = new Set<string>()
  for (const seen of runsOf(site)) {
    const { run, trial, behavior, steps } = seen
    const { minTtl = 0 } = behavior.key
    const isStored = behavior.isCached && minTtl > 0 && /^(GET|HEAD)$/.test(trial.method)
    if (!isStored || !trial.trigger.startsWith('origin')) continue
    if (!/(^|[,\s])(no-store|no-cache|private)\b/i.test(run.cacheControl)) continue
    const setter = steps.find(({ sets }) => sets.includes('set-cookie'))
    const sets = run.headers.includes('set-cookie')
    const answers = trial.trigger === 'origin-request' && run.kind === 'replied'
    // Of errors other rules hold: most are stored for as long as the behavior has it for errors.
    if (!sets && !(answers && Number(run.status) < 400)) continue
    const step = setter ?? steps.findLast(({ ended }) => ended)
    // The same for all with the same key, for as long as the managed policies have it: no harm in that.
    const isShared = step?.reads.every((input) => carriedAs(input, behavior.carriage) === 'key')
    if (!sets && isShared && minTtl <= 1) continue
    const key = `${trial.trigger} ${step?.step} ${sets} ${behavior.index}`
    if (told.has(key)) continue
    told.add(key)
    const by = step?.route.name ?? trial.trigger
    const at = step?.route.at ?? site.locate(['behaviors', behavior.index])
    yield sets ? cookie(seen, by, minTtl, at) : reply(seen, by, minTtl, at)
  }
}

function cookie(
  { run, trial, behavior }: SeenRun,
  by: string,
  minTtl: number,
  at: Problem['at'],
): Problem {
  return error(
    'stored-cookie',
    `${by} sets a cookie on ${requestText(trial, run.given)} with cache-control: ${run.cacheControl}, and behaviors[${behavior.index}] ('${behavior.behavior.path}') stores it all the same for ${seconds(minTtl)}, its minimum: others get the cookie of one visitor. Set it in a viewer trigger, or write there a \`cache\` of your own with \`minTtl: 0\`.`,
    at,
  )
}

function reply(
  { run, trial, behavior }: SeenRun,
  by: string,
  minTtl: number,
  at: Problem['at'],
): Problem {
  return warning(
    'stored-reply',
    `${by} answers ${requestText(trial, run.given)} with cache-control: ${run.cacheControl}, and behaviors[${behavior.index}] ('${behavior.behavior.path}') stores it all the same for ${seconds(minTtl)}, its minimum, for all who have the same cache key. Answer one visitor in viewer-request; else write there a \`cache\` of your own with \`minTtl: 0\`, or give the answer a max-age.`,
    at,
  )
}

function seconds(count: number): string {
  return count === 1 ? '1 second' : `${count} seconds`
}
