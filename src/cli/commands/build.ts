import { resolve } from 'node:path'
import { build as buildAll, type DeployFormat, deployFormats } from '../../build/index.js'
import { adviceFor } from '../advice.js'
import { buildText } from '../build-text.js'
import type { Command } from '../command.js'
import { formatsOf, writeEmitted } from '../emitted.js'
import { problemsText } from '../problems.js'
import { withProgress } from '../progress.js'
import { openProject, type ProjectOptions, projectFlags } from '../project.js'

export interface BuildCommandOptions extends ProjectOptions {
  readonly out?: string
  readonly emit?: readonly DeployFormat[]
  readonly verbose?: boolean
}

export const build: Command<BuildCommandOptions> = {
  usage: 'build',
  summary: 'Makes one small file per trigger, ready for CloudFront',
  about:
    'Each trigger that has steps gets a folder with its code, source map and zip; ledge.manifest.json says how to deploy them. Exits with 1, having written nothing, if anything is wrong.',
  options: [
    ...projectFlags,
    ['-o, --out <folder>', "where to write (default: the config's outDir, .ledge/build)"],
    ['--emit <formats>', `deployment material: ${deployFormats.join(', ')}`, formatsOf],
    ['--verbose', 'all modules of each function, not only the largest'],
  ],
  examples: [
    ['ledge build', 'as ledge.config.ts says'],
    ['ledge build --stage prod', "with the stage's values of env"],
    ['ledge build --emit cloudformation,terraform', 'and templates to deploy it with'],
    ['ledge build --json > report.json', 'the report for machines'],
  ],
  async run(options, terminal) {
    const { stage, out, emit = [], json, quiet } = options
    const { cwd, stdout, stderr, env } = terminal
    const { config } = await openProject(options, terminal)
    const report = await withProgress('Building', options, terminal, () =>
      buildAll({
        config,
        ...(stage !== undefined && { stage }),
        ...(out !== undefined && { outDir: resolve(cwd, out) }),
      }),
    )
    const emitted = writeEmitted(report.outDir, emit, report.manifest)
    if (json) {
      const advice = adviceFor(report.functions)
      stdout.write(`${JSON.stringify({ ...report, advice, emitted }, undefined, 2)}\n`)
    } else if (quiet) stderr.write(problemsText(report.warnings, stderr, env))
    else stdout.write(buildText({ ...report, emitted }, options, terminal))
    return 0
  },
}
