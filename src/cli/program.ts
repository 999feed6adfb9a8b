import { Command as Commander } from 'commander'
import picocolors from 'picocolors'
import type { Command, ExitCode, Manners } from './command.js'
import { build } from './commands/build.js'
import { check } from './commands/check.js'
import { init } from './commands/init.js'
import { logs } from './commands/logs.js'
import { routes } from './commands/routes.js'
import { coloursOf, hasColours, type Terminal, widthOf } from './terminal.js'
import { version } from './version.js'

const commands: readonly Command[] = [init, build, check, routes, logs]

/** What a call came to. */
export interface Call {
  /** The options that were given, once a command took over. */
  options: Manners
  code: ExitCode
}

/** All commands, ready to parse a call; they write to the terminal and leave their outcome in `call`. */
export function createProgram(terminal: Terminal, call: Call): Commander {
  const { stdout, stderr, env } = terminal
  const program = new Commander('ledge')
    .description('Builds, checks and explains apps for Amazon CloudFront Lambda@Edge.')
    .usage('<command> [options]')
    .version(version, '-v, --version', 'print the version')
    .helpOption('-h, --help', 'print this help')
    .helpCommand('help [command]', 'print the help of a command')
    .exitOverride()
    .configureOutput({
      writeOut: (text) => stdout.write(text),
      writeErr: (text) => stderr.write(text),
      outputError: (text, write) => write(coloursOf(stderr, env).red(text)),
      getOutHelpWidth: () => widthOf(stdout),
      getErrHelpWidth: () => widthOf(stderr),
      getOutHasColors: () => hasColours(stdout, env),
      getErrHasColors: () => hasColours(stderr, env),
    })
    // Commander takes out what the output does not take.
    .configureHelp({ styleTitle: picocolors.createColors(true).bold })
    .showHelpAfterError("('ledge --help' lists the commands)")
    .addHelpText('after', examples([['ledge init my-site', 'a project to start from'], ...first()]))
  for (const command of commands) add(program, command, terminal, call)
  return program
}

function add(program: Commander, command: Command, terminal: Terminal, call: Call): void {
  const { usage, summary, about, options } = command
  const sub = program.command(usage).summary(summary).description(`${summary}. ${about}`)
  for (const [flags, text, parse] of options) {
    if (parse) sub.option(flags, text, parse)
    else sub.option(flags, text)
  }
  sub
    .option('--json', 'only JSON on stdout')
    .option('-q, --quiet', 'only what was asked for, and what is wrong')
    .showHelpAfterError(`('ledge ${sub.name()} --help' says how it is called)`)
    .addHelpText('after', examples(command.examples))
    .action(async () => {
      call.options = sub.opts()
      call.code = await command.run(sub.opts(), terminal, sub.args[0])
    })
}

function first(): Command['examples'] {
  return commands.slice(1).flatMap(({ examples: [example] }) => (example ? [example] : []))
}

function examples(list: Command['examples']): string {
  const width = Math.max(...list.map(([call]) => call.length))
  const lines = list.map(([call, what]) => `  $ ${call.padEnd(width)}  ${what}`)
  return `\nExamples:\n${lines.join('\n')}`
}
