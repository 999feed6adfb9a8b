import { EdgeError } from '../error.js'

/** What is wrong, as a word that does not change between versions. */
export type ProblemCode =
  // the config
  | 'bad-config'
  | 'unknown-stage'
  // the code
  | 'not-found'
  | 'syntax'
  | 'unresolved'
  | 'not-deployable'
  | 'no-app'
  | 'app-throws'
  | 'lost-app'
  | 'nothing-active'
  // the environment
  | 'env-missing'
  | 'env-dynamic'
  // what was built
  | 'does-not-load'
  | 'too-large'
  | 'over-budget'
  | 'old-limit'
  | 'heavy-package'
  | 'unattached'
  // what is deployed
  | 'rollback'
  // what a check saw: the code at run time
  | 'breaks-rule'
  | 'step-throws'
  | 'does-not-end'
  | 'fails-offline'
  | 'absent-input'
  | 'key-rule'
  | 'access-at-origin'
  | 'stored-cookie'
  | 'stored-reply'
  | 'misses-errors'
  // the code and the distribution
  | 'policy-lacks'
  | 'policy-refuses'
  | 'policy-too-long'
  | 'shadowed-behavior'
  | 'idle-function'
  | 'both-kinds'
  | 'unreachable-route'
  | 'shadowed-route'
  | 'host-of-origin'
  | 'runtime-ends'

/** A place in a file. */
export interface Location {
  /** From the folder of the project. */
  readonly file: string
  /** From 1. */
  readonly line: number
  /** From 1. */
  readonly column: number
  /** The text of that line. */
  readonly text: string
}

/** Something in a project that its author must know. */
export interface Problem {
  /** An error stops the build, a warning does not. */
  readonly severity: 'error' | 'warning'
  readonly code: ProblemCode
  /** What was expected, what came and what to do. */
  readonly message: string
  readonly at?: Location
}

/** What is wrong in a project: its config, its code, or what became of it. Never a fault of Ledge. */
export class ProjectError extends EdgeError {
  readonly problems: readonly Problem[]

  constructor(problems: readonly Problem[]) {
    super('bad-project', problems.map(formatProblem).join('\n\n'))
    this.problems = problems
  }
}

export function error(code: ProblemCode, message: string, at?: Location): Problem {
  return { severity: 'error', code, message, ...(at && { at }) }
}

export function warning(code: ProblemCode, message: string, at?: Location): Problem {
  return { severity: 'warning', code, message, ...(at && { at }) }
}

/**
 * A problem for a person: where, what, and the line with a mark below the place.
 *
 * @example
 * ```
 * edge.ts:4:17: process.env.API_HSOT has no value. …
 *   4 | const host = process.env.API_HSOT
 *     |              ^
 * ```
 */
export function formatProblem({ message, at }: Pick<Problem, 'message' | 'at'>): string {
  if (!at) return message
  const { file, line, column, text } = at
  // A minified line would fill the screen: the part around the mark is enough.
  const start = column > 100 ? column - 40 : 0
  const shown = text.slice(start, start + 120).replaceAll('\t', ' ')
  const gutter = `  ${line} | `
  const mark = `${' '.repeat(gutter.length - 2)}| ${' '.repeat(column - 1 - start)}^`
  return `${file}:${line}:${column}: ${message}\n${gutter}${shown}\n${mark}`
}
