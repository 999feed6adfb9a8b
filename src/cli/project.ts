import {
  type Environment,
  environmentOf,
  loadConfig,
  ProjectError,
  type ResolvedConfig,
} from '../build/index.js'
import type { Flag, Manners } from './command.js'
import type { Terminal } from './terminal.js'
import { WrongCall } from './wrong-call.js'

/** What the commands take that read a project. */
export interface ProjectOptions extends Manners {
  readonly config?: string
  readonly stage?: string
}

export const projectFlags: readonly Flag[] = [
  ['-c, --config <file>', 'the config; its folder is the project (default: ledge.config.ts)'],
  ['-s, --stage <name>', "one of the config's stages, for its values of env"],
]

/** A project, and the values that its code gets. */
export interface Project {
  readonly config: ResolvedConfig
  readonly environment: Environment
}

/**
 * The project that a call is about.
 *
 * @throws WrongCall for a file or a stage that is not there, ProjectError for what is wrong in the file.
 */
export async function openProject(
  { config: file, stage }: ProjectOptions,
  { cwd }: Terminal,
): Promise<Project> {
  try {
    const config = await loadConfig(cwd, file)
    return { config, environment: environmentOf(config, stage) }
  } catch (cause) {
    if (!(cause instanceof ProjectError)) throw cause
    const isCall = cause.problems.every(({ code }) => /^(not-found|unknown-stage)$/.test(code))
    throw isCall ? new WrongCall(cause.message) : cause
  }
}
