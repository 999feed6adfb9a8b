import type { Terminal } from './terminal.js'

/** What every command takes. */
export interface Manners {
  /** Only JSON on stdout. */
  readonly json?: boolean
  /** Only what was asked for, and what is wrong. */
  readonly quiet?: boolean
}

/** A command as its own file describes it. */
export interface Command<Options extends Manners = Manners> {
  /** As it is called: `init [folder]`. */
  readonly usage: string
  /** One line for the list of commands. */
  readonly summary: string
  /** What its help says beyond that. */
  readonly about: string
  readonly options: readonly Flag[]
  /** Calls that make sense, and what each is for. */
  readonly examples: readonly (readonly [call: string, what: string])[]
  /**
   * @returns the exit code
   * @throws ProjectError for what is wrong in the project, WrongCall for what is wrong in the call
   */
  run(options: Options, terminal: Terminal, argument?: string): Promise<ExitCode>
}

/** An option, and what makes its value of a text; it throws WrongCall. */
export type Flag = readonly [flags: string, text: string, parse?: (text: string) => unknown]

/** 0: all is well. 1: the project has problems. 2: the call was wrong. 70: Ledge is. */
export type ExitCode = 0 | 1 | 2 | 70
