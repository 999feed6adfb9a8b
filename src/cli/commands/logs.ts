import type { Command, Manners } from '../command.js'
import { wrap } from '../layout.js'
import { insightsQuery, type LogsQuestion, logsScript } from '../logs-script.js'
import { coloursOf, widthOf } from '../terminal.js'
import { WrongCall } from '../wrong-call.js'

export interface LogsCommandOptions extends Manners {
  readonly distribution?: string
  readonly function?: readonly string[]
  readonly since?: number
  readonly requestId?: string
}

export const logs: Command<LogsCommandOptions> = {
  usage: 'logs',
  summary: 'Prints the command that finds your log lines, over all regions',
  about:
    'A function logs in the region nearest its viewer, and so does what CloudFront had against its result. Nothing is run: paste the command into a shell that has the AWS CLI, or pipe it to sh.',
  options: [
    ['-d, --distribution <id>', 'of CloudFront, such as E2QWRUHAPOMQZL', distributionOf],
    [
      '-f, --function <names>',
      'of Lambda, with commas (default: all that the distribution has)',
      functionsOf,
    ],
    ['--since <time>', 'how far back: 30m, 1h, 2d (default: 1h)', secondsOf],
    ['-r, --request-id <id>', 'one request only: the x-amz-cf-id of its response', requestIdOf],
  ],
  examples: [
    ['ledge logs -d E2QWRUHAPOMQZL', 'of the last hour'],
    ['ledge logs -d E2QWRUHAPOMQZL --since 2d | sh', 'and run it'],
    ['ledge logs -d E2QWRUHAPOMQZL -r bGVkZ2U=', 'what happened to one request'],
  ],
  async run(
    { distribution, function: functions = [], since = 3600, requestId, json, quiet },
    terminal,
  ) {
    const { stdout, stderr, env } = terminal
    if (distribution === undefined) {
      throw new WrongCall(
        "Expected --distribution <id>: CloudFront's list of distributions, or `aws cloudfront list-distributions`, has it.",
      )
    }
    const question: LogsQuestion = { distribution, functions, since, requestId }
    const script = logsScript(question)
    if (json) {
      const answer = { ...question, query: insightsQuery(question), script }
      stdout.write(`${JSON.stringify(answer, undefined, 2)}\n`)
      return 0
    }
    // Beside the script, so that it can be piped on.
    if (!quiet) stderr.write(`${coloursOf(stderr, env).dim(wrap(note, widthOf(stderr)))}\n\n`)
    stdout.write(script)
    return 0
  },
}

const note =
  'Paste this into a shell with the AWS CLI. It may call ec2:DescribeRegions, cloudfront:GetDistributionConfig, logs:DescribeLogGroups, logs:StartQuery and logs:GetQueryResults. Lines may come minutes late.'

function distributionOf(text: string): string {
  if (/^E[A-Z0-9]{5,}$/.test(text)) return text
  throw new WrongCall(
    `Expected --distribution to be the id of a distribution, such as E2QWRUHAPOMQZL, got '${text}'.`,
  )
}

function functionsOf(text: string): string[] {
  const names = text.split(',').map((name) => name.trim())
  const wrong = names.find((name) => !/^[\w-]{1,64}$/.test(name))
  if (wrong === undefined) return names
  throw new WrongCall(`Expected --function to be names of Lambda functions, got '${wrong}'.`)
}

const seconds: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3600, d: 86_400, w: 604_800 }

function secondsOf(text: string): number {
  const [, number, unit = ''] = /^(\d{1,6})([smhdw])$/.exec(text) ?? []
  if (number !== undefined && Number(number) > 0) return Number(number) * seconds[unit]!
  throw new WrongCall(`Expected --since to be a time such as 30m, 1h or 2d, got '${text}'.`)
}

function requestIdOf(text: string): string {
  if (/^[\w+/=-]{1,200}$/.test(text)) return text
  throw new WrongCall(`Expected --request-id to be what x-amz-cf-id holds, got '${text}'.`)
}
