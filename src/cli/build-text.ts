import { relative } from 'node:path'
import type { BuildReport, FunctionReport } from '../build/index.js'
import { formatProblem } from '../config/problem.js'
import { isViewer } from '../config/trigger-names.js'
import { adviceFor } from './advice.js'
import { count, counted, table, wrap } from './layout.js'
import { problemsText } from './problems.js'
import { invalidationCommand } from './shell.js'
import { type Colours, coloursOf, type Terminal, widthOf } from './terminal.js'

/** How many modules are shown of each function, unless all are asked for. */
const largest = 5

/** A build for a person, in blocks with an empty line between them. */
export function buildText(
  report: BuildReport & { readonly emitted: readonly string[] },
  { verbose = false }: { readonly verbose?: boolean | undefined },
  { stdout, env, cwd }: Terminal,
): string {
  const colours = coloursOf(stdout, env)
  const width = widthOf(stdout)
  const blocks = [
    ...report.functions.map((one) => functionBlock(one, verbose, width, colours)),
    ...keptBlock(report, colours),
    ...[problemsText(report.warnings, stdout, env).trimEnd()].filter(Boolean),
    ...adviceBlock(report, width, colours),
    ...staleBlock(report, width, colours),
    doneBlock(report, relative(cwd, report.outDir) || '.', colours),
  ]
  return `${blocks.join('\n\n')}\n`
}

function functionBlock(
  report: FunctionReport,
  verbose: boolean,
  width: number,
  { bold, dim, green }: Colours,
): string {
  const { name, changed, bytes, budget, modules, loads, steps } = report
  const row = (label: string, text: string): string =>
    wrap(`  ${dim(label.padEnd(10))}${text}`, width, ' '.repeat(12))
  const most = verbose ? modules : modules.slice(0, largest)
  const rest = modules.slice(most.length)
  const lines = [
    ...most.map(({ path, bytes }) => [count(bytes), path]),
    ...(rest.length > 0
      ? [[count(sum(rest)), `in ${rest.length} more (--verbose shows all)`]]
      : []),
  ]
  return [
    `${bold(name)}  ${changed ? green('changed') : dim('unchanged')}`,
    row('runs', costOf(report)),
    row('behaviors', behaviorsOf(report)),
    row('steps', steps.join(' → ')),
    row(
      'size',
      `${count(bytes.minified)} bytes minified, ${gzipOf(bytes.gzip, budget)}, zip ${count(bytes.zip)}`,
    ),
    ...(loads.length > 0 ? [row('loads', loads.join(', '))] : []),
    ...table(lines, [0]).map((line, i) => `  ${dim((i === 0 ? 'modules' : '').padEnd(10))}${line}`),
  ].join('\n')
}

function gzipOf(gzip: number, budget: number | undefined): string {
  if (budget === undefined) return `${count(gzip)} gzip`
  return `${count(gzip)} gzip (${Math.ceil((100 * gzip) / budget)} % of its budget of ${count(budget)})`
}

/** When a function runs, and so what it costs. */
function costOf({ trigger, behaviors }: FunctionReport): string {
  if (isViewer(trigger)) return 'on every request, hits too: each run is paid for'
  const always = behaviors.filter(({ runs }) => runs === 'every request')
  if (always.length === 0) return 'on cache misses only: a hit costs nothing'
  const paths = always.map(({ path }) => path).join(', ')
  return always.length === behaviors.length
    ? 'on every request: its behaviors cache nothing, and each run is paid for'
    : `on cache misses only; on every request of ${paths}, which caches nothing`
}

function behaviorsOf({ behaviors }: FunctionReport): string {
  return behaviors.length > 0 ? behaviors.map(({ path }) => path).join(', ') : 'none'
}

function keptBlock({ kept }: BuildReport, { dim }: Colours): string[] {
  if (kept.length === 0) return []
  const places = kept.flatMap(({ at, why }) => {
    const [place, ...source] = formatProblem({ message: `${why}.`, at }).split('\n')
    return [`  ${place}`, ...source.map((line) => dim(`  ${line}`))]
  })
  const head = 'Too dynamic to take apart, and so in the functions of all triggers:'
  return [[head, ...places].join('\n')]
}

function adviceBlock({ functions }: BuildReport, width: number, { cyan, dim }: Colours): string[] {
  return adviceFor(functions).map(({ recipe, text, docs }) =>
    [wrap(`${cyan('cheaper')} ${recipe}: ${text}`, width, '  '), `  ${dim(docs)}`].join('\n'),
  )
}

function staleBlock({ stale }: BuildReport, width: number, { yellow }: Colours): string[] {
  if (stale.length === 0) return []
  const text = `${yellow('stale')} Origin triggers are not what they were at the build before. What CloudFront has cached keeps the old result until it expires. Once the new versions are deployed:`
  const note = 'Where viewer-request sets another uri, invalidate that path, too.'
  return [[wrap(text, width, '  '), `  ${invalidationCommand(stale)}`, `  ${note}`].join('\n')]
}

function doneBlock(
  { functions, removed, emitted }: Parameters<typeof buildText>[0],
  folder: string,
  { dim }: Colours,
): string {
  const lines = [
    `${counted(functions.length, 'function')} in ${folder}`,
    ...emitted.map((path) => `  ${path}`),
    ...removed.map(
      (name) => `${name} is no more: take it away from the distribution before you delete it.`,
    ),
    dim(
      'A million runs cost about 0.60 USD, memory × time beside: https://aws.amazon.com/lambda/pricing/',
    ),
  ]
  return lines.join('\n')
}

function sum(modules: FunctionReport['modules']): number {
  return modules.reduce((total, { bytes }) => total + bytes, 0)
}
