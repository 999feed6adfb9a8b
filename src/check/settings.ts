import { type Problem, warning } from '../config/problem.js'
import { runtimes } from '../config/runtimes.js'
import { isViewer, triggerNames } from '../config/trigger-names.js'
import type { Site } from './site.js'

const day = 24 * 60 * 60 * 1000

/** What AWS takes today, and may not tomorrow or everywhere. */
export function* settingProblems({ config, locate, apps }: Site): Generator<Problem> {
  const { runtime, functions } = config
  const { deprecated } = runtimes[runtime]
  if (Date.parse(deprecated) - Date.now() < 180 * day) {
    const newest = Object.keys(runtimes)[0]
    yield warning(
      'runtime-ends',
      `${runtime} is deprecated from ${deprecated} on: soon after, Lambda makes no new functions with it, and then changes none.${newest === runtime ? '' : ` Write \`runtime: '${newest}'\`.`}`,
      locate(['runtime']),
    )
  }
  for (const trigger of triggerNames.filter(isViewer)) {
    if (!apps.some(({ routes }) => routes.some((route) => route.trigger === trigger))) continue
    for (const [name, most, unit] of older) {
      const value = functions[trigger][name]
      if (value <= most) continue
      yield warning(
        'old-limit',
        `functions['${trigger}'].${name} is ${value} ${unit}. AWS's newest page on quotas allows it, its other pages ${most} ${unit} in viewer triggers; a deployment tells. Every request waits for this function.`,
        locate(['functions', trigger, name]),
      )
    }
  }
}

const older = [
  ['memory', 128, 'MB'],
  ['timeout', 5, 's'],
] as const
