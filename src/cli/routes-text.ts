import type { ResolvedBehavior } from '../build/index.js'
import type { SurveyedRoute } from '../build/survey.js'
import { triggerNames } from '../config/trigger-names.js'
import { table } from './layout.js'
import type { Colours } from './terminal.js'

/** An app, and what it registers. */
export interface ListedApp {
  /** The module that it is in. */
  readonly file: string
  readonly routes: readonly SurveyedRoute[]
}

/** All steps by app and trigger, in the order in which they run, and the behaviors that have them. */
export function routesText(
  apps: readonly ListedApp[],
  behaviors: readonly ResolvedBehavior[],
  { bold, dim }: Colours,
): string {
  const blocks = apps.flatMap(({ file, routes }) =>
    triggerNames.flatMap((trigger) => {
      const here = routes.filter((route) => route.trigger === trigger)
      if (here.length === 0) return []
      const rows = here.map((route, i) => [
        `  ${i + 1}`,
        matchText(route),
        nameText(route),
        dim(route.at ? `${route.at.file}:${route.at.line}` : ''),
      ])
      const when = trigger.startsWith('viewer-') ? 'on every request' : 'on cache misses'
      return [[`${bold(trigger)}  ${dim(`${when}, ${file}`)}`, ...table(rows)].join('\n')]
    }),
  )
  const rows = behaviors.map(({ path, origin, cache, app }) => [
    `  ${path}`,
    origin,
    typeof cache === 'string' ? cache : 'a cache policy of its own',
    dim(app),
  ])
  return `${[...blocks, [bold('behaviors'), ...table(rows)].join('\n')].join('\n\n')}\n`
}

/** Which requests a step is for: `GET /api/:id | /v1/:id on api.example.com`. */
function matchText({ paths, methods, hosts, conditional }: SurveyedRoute): string {
  const parts = [
    ...(methods.length > 0 ? [methods.join('|')] : []),
    paths.length > 0 ? paths.join(' | ') : 'every path',
    ...(hosts.length > 0 ? [`on ${hosts.join(' | ')}`] : []),
    // A match may have a function beside these; then it is seen in the code.
    ...(conditional && methods.length + hosts.length === 0 ? ['when a function says so'] : []),
  ]
  return parts.join(' ')
}

/** A step without a name is called by its place, which the row says already. */
function nameText({ name, trigger }: SurveyedRoute): string {
  return name.startsWith(`${trigger} #`) ? '(no name)' : name
}
