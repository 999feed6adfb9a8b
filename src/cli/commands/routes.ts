import { rehearse } from '../../build/rehearse.js'
import { type Survey, surveyApp } from '../../build/survey.js'
import { runtimes } from '../../config/runtimes.js'
import type { Command, Manners } from '../command.js'
import { wrap } from '../layout.js'
import { matchedNote, matchedText } from '../matched-text.js'
import { withProgress } from '../progress.js'
import { openProject, type Project, type ProjectOptions, projectFlags } from '../project.js'
import { type AskedRequest, behaviorOf, eventsOf } from '../request.js'
import { routesText } from '../routes-text.js'
import { coloursOf, type Terminal, widthOf } from '../terminal.js'
import { WrongCall } from '../wrong-call.js'

export interface RoutesCommandOptions extends ProjectOptions {
  readonly match?: string
  readonly method?: string
  readonly host?: string
}

export const routes: Command<RoutesCommandOptions> = {
  usage: 'routes',
  summary: 'Lists every step by trigger and match, or what runs for one request',
  about:
    'Nothing of the app runs but its registrations and, with --match, the conditions of its matches.',
  options: [
    ...projectFlags,
    ['-m, --match <path>', 'what would run for this path, and which behavior takes it'],
    ['--method <name>', 'of that request (default: GET)'],
    ['--host <name>', "of that request, as the viewer's Host header"],
  ],
  examples: [
    ['ledge routes', 'everything, in the order in which it runs'],
    ['ledge routes --match /old/shoes', 'what runs for it'],
    ['ledge routes --match /api --method POST', 'where matches tell methods apart'],
  ],
  async run(options, terminal) {
    const request = askedRequest(options)
    const project = await openProject(options, terminal)
    await (request
      ? listMatched(request, project, options, terminal)
      : listAll(project, options, terminal))
    return 0
  },
}

async function listAll(project: Project, manners: Manners, terminal: Terminal): Promise<void> {
  const { stdout, env } = terminal
  const { behaviors } = project.config
  const files = [...new Set(behaviors.map(({ app }) => app))]
  const apps = await withProgress('Reading the app', manners, terminal, () =>
    Promise.all(
      files.map(async (file) => ({ file, routes: (await survey(project, file)).routes })),
    ),
  )
  if (manners.json) stdout.write(`${JSON.stringify({ apps, behaviors }, undefined, 2)}\n`)
  else stdout.write(routesText(apps, behaviors, coloursOf(stdout, env)))
}

async function listMatched(
  request: AskedRequest,
  project: Project,
  manners: Manners,
  terminal: Terminal,
): Promise<void> {
  const { stdout, env } = terminal
  const behavior = behaviorOf(project.config, request)
  const events = eventsOf(request, behavior)
  const all = await withProgress('Reading the app', manners, terminal, async () =>
    rehearse(await survey(project, behavior.app), events),
  )
  const rehearsed = all.filter(({ trigger }) => behavior.triggers?.includes(trigger) !== false)
  if (manners.json) {
    stdout.write(`${JSON.stringify({ request, behavior, triggers: rehearsed }, undefined, 2)}\n`)
    return
  }
  const colours = coloursOf(stdout, env)
  const width = widthOf(stdout)
  stdout.write(matchedText(request, behavior, rehearsed, colours, width))
  if (!manners.quiet) stdout.write(`\n${colours.dim(wrap(matchedNote, width))}\n`)
}

function survey({ config, environment }: Project, file: string): Promise<Survey> {
  const { root, runtime } = config
  return surveyApp({ root, file, environment, node: runtimes[runtime].node })
}

function askedRequest({ match, method, host }: RoutesCommandOptions): AskedRequest | undefined {
  if (match === undefined) {
    if (method === undefined && host === undefined) return undefined
    throw new WrongCall('Expected --match <path> beside --method and --host.')
  }
  if (!match.startsWith('/')) {
    throw new WrongCall(`Expected --match to be a path that begins with /, got '${match}'.`)
  }
  return { target: match, method: (method ?? 'GET').toUpperCase(), host }
}
