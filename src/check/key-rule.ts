import { error, type Problem } from '../config/problem.js'
import { type Input, inputText, isSame } from './inputs.js'
import { policyText } from './policy-text.js'
import { requestText, runsOf, type Site } from './site.js'

/**
 * The key rule: origin triggers run on a cache miss, and what they make is for everyone with the same
 * cache key. So nothing that is only forwarded may decide there, unless nothing is cached.
 */
export function* keyProblems(site: Site): Generator<Problem> {
  const told = new Set<string>()
  for (const { behavior, run, steps, trial } of runsOf(site)) {
    const input = run.decidedBy
    const step = input && steps.find(({ reads }) => reads.some((read) => isSame(read, input)))
    if (!step || !behavior.isCached) continue
    const { index, key } = behavior
    const id = JSON.stringify([trial.trigger, step.step, input.kind, input.name])
    if (told.has(id)) continue
    told.add(id)
    const kind = sides[input.kind]
    const added = { headers: [], cookies: [], query: [], ...(kind && { [kind]: [nameOf(input)] }) }
    yield error(
      'key-rule',
      `${step.route.name} decides by ${inputText(input)}, which behaviors[${index}] ('${behavior.behavior.path}') forwards and does not have in the cache key: ${requestText(trial, run.given)} leads elsewhere than without it, and what comes first is stored for all. Write there \`cache: ${policyText(key, added)}\`, decide in viewer-request, or turn the cache off with \`cache: 'CachingDisabled'\`.`,
      step.route.at ?? site.locate(['behaviors', index]),
    )
  }
}

const sides: Readonly<Partial<Record<Input['kind'], 'headers' | 'cookies' | 'query'>>> = {
  header: 'headers',
  cookie: 'cookies',
  'query parameter': 'query',
}

/** As it is written in a config: headers with capitals. */
function nameOf({ kind, name }: Input): string {
  if (kind !== 'header' || name.startsWith('x-')) return name
  return name.replace(/(?<![a-z])[a-z]/g, (letter) => letter.toUpperCase())
}
