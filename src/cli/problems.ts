import { formatProblem, type Problem } from '../config/problem.js'
import { counted, wrap } from './layout.js'
import { type Colours, coloursOf, type Output, type Terminal, widthOf } from './terminal.js'

/** Problems for a person: the errors first. */
export function problemsText(
  problems: readonly Problem[],
  output: Output,
  env: Terminal['env'],
): string {
  const colours = coloursOf(output, env)
  const errors = problems.filter(({ severity }) => severity === 'error')
  const warnings = problems.filter(({ severity }) => severity === 'warning')
  return [...errors, ...warnings]
    .map((problem) => `${problemText(problem, colours, widthOf(output))}\n\n`)
    .join('')
}

function problemText(problem: Problem, { red, yellow, dim }: Colours, width: number): string {
  const { severity, code } = problem
  const [message = '', ...source] = formatProblem(problem).split('\n')
  const word = (severity === 'error' ? red : yellow)(severity)
  return [wrap(`${word} ${message} ${dim(`[${code}]`)}`, width, '  '), ...source.map(dim)].join(
    '\n',
  )
}

/** `2 errors, 1 warning`. */
export function tally(problems: readonly Problem[]): string {
  const parts = (['error', 'warning'] as const).flatMap((severity) => {
    const number = problems.filter((problem) => problem.severity === severity).length
    return number === 0 ? [] : counted(number, severity)
  })
  return parts.join(', ')
}
