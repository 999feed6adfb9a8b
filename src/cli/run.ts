import { CommanderError } from 'commander'
import { ProjectError } from '../config/problem.js'
import type { ExitCode } from './command.js'
import { problemsText } from './problems.js'
import { type Call, createProgram } from './program.js'
import { coloursOf, type Terminal } from './terminal.js'
import { version } from './version.js'
import { WrongCall } from './wrong-call.js'

/** Runs one call of the program and gives back its exit code; whatever happens, it does not throw. */
export async function run(args: readonly string[], terminal: Terminal): Promise<ExitCode> {
  const call: Call = { options: {}, code: 0 }
  try {
    await createProgram(terminal, call).parseAsync(args, { from: 'user' })
    return call.code
  } catch (cause) {
    return tell(cause, call, terminal)
  }
}

/** Says what went wrong, in the words that fit whose mistake it is. */
function tell(cause: unknown, { options }: Call, { stdout, stderr, env }: Terminal): ExitCode {
  const { red } = coloursOf(stderr, env)
  // Commander has spoken already.
  if (cause instanceof CommanderError) return cause.exitCode === 0 ? 0 : 2
  if (cause instanceof WrongCall) {
    stderr.write(`${red(`error: ${cause.message}`)}\n`)
    return 2
  }
  if (cause instanceof ProjectError) {
    const { problems } = cause
    if (options.json) stdout.write(`${JSON.stringify({ problems }, undefined, 2)}\n`)
    else {
      stderr.write(problemsText(problems, stderr, env))
      const isEmpty = problems.some(({ code }) => code === 'not-found')
      if (isEmpty) stderr.write("'ledge init' makes a project to start from.\n")
    }
    return 1
  }
  // A folder that must not be written, a full disk.
  if (cause instanceof Error && 'syscall' in cause) {
    stderr.write(`${red(`error: ${cause.message}`)}\n`)
    return 1
  }
  const { stack = String(cause) } = Object(cause)
  stderr.write(
    `${red('This is a fault of Ledge, not of your project.')}\n\n${stack}\n\nLedge ${version}, Node.js ${process.version}, ${process.platform}.\nPlease report it on the project's GitHub page, under Issues, with the lines above and the call.\n`,
  )
  return 70
}
