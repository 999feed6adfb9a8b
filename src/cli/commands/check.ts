import { check as checkAll } from '../../check/index.js'
import type { Command } from '../command.js'
import { counted } from '../layout.js'
import { problemsText, tally } from '../problems.js'
import { withProgress } from '../progress.js'
import { openProject, type ProjectOptions, projectFlags } from '../project.js'
import { coloursOf } from '../terminal.js'

export interface CheckCommandOptions extends ProjectOptions {
  readonly strict?: boolean
}

export const check: Command<CheckCommandOptions> = {
  usage: 'check',
  summary: 'Finds what CloudFront would refuse, and what would go wrong at run time',
  about:
    'It builds without writing, and tries generated requests on every step, without network. Exits with 1 on errors.',
  options: [...projectFlags, ['--strict', 'exit with 1 on warnings, too']],
  examples: [
    ['ledge check', 'before each deployment'],
    ['ledge check --strict --json', 'in a pipeline'],
  ],
  async run(options, terminal) {
    const { stage, strict, json, quiet } = options
    const { stdout, stderr, env } = terminal
    const { config } = await openProject(options, terminal)
    const report = await withProgress('Checking', options, terminal, () =>
      checkAll({ config, ...(stage !== undefined && { stage }) }),
    )
    const { problems, checked } = report
    const isBad = problems.some(({ severity }) => strict || severity === 'error')
    if (json) stdout.write(`${JSON.stringify(report, undefined, 2)}\n`)
    else {
      stderr.write(problemsText(problems, stderr, env))
      const { green, red, yellow } = coloursOf(stdout, env)
      const found =
        problems.length === 0 ? green('No problems') : (isBad ? red : yellow)(tally(problems))
      const { apps, behaviors, routes, requests } = checked
      const seen = [
        counted(requests, 'request'),
        counted(routes, 'step'),
        counted(behaviors, 'behavior'),
        counted(apps, 'app'),
      ]
      if (!quiet) stdout.write(`${found}. Tried: ${seen.join(', ')}.\n`)
    }
    return isBad ? 1 : 0
  },
}
