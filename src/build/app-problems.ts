import { readdirSync } from 'node:fs'
import { basename, dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { didYouMean } from '../config/nearest.js'
import { error, type Location, type Problem, warning } from '../config/problem.js'
import type { AppSource } from './app-bundle.js'
import type { Looks, Outcome } from './evidence.js'
import { inPackage } from './paths.js'
import type { Source } from './sources.js'

type Failed = Exclude<Outcome, { kind: 'app' }>

export function notFound({ root, file }: AppSource): Problem {
  const near = didYouMean(basename(file), modulesIn(dirname(resolve(root, file))))
  return error(
    'not-found',
    `There is no app at '${file}' in ${root}. \`app\` in ledge.config.ts says where it is, ./edge.ts by default.${near}`,
  )
}

export function nothingActive({ file }: AppSource): Problem {
  return error(
    'nothing-active',
    `The app of '${file}' has no steps: there is no function to deploy. Register a middleware, such as app.viewerRequest(…), or a recipe.`,
  )
}

/** Registered, but neither exported as `app` nor mounted: no function will ever run it. */
export function lostApp(call: string, all: readonly Source[]): Problem {
  return warning(
    'lost-app',
    'This registers on an app that is neither the exported `app` nor mounted on it: no function has it. Register on `app`, or app.mount(prefix, child).',
    placeOfCall(call, all),
  )
}

/** Why a module that was loaded gave no app. */
export function notAnApp(outcome: Failed, app: AppSource, all: readonly Source[]): Problem {
  if (outcome.kind === 'threw') {
    const { message, stack, call } = outcome
    const at = (call && placeOfCall(call, all)) || placeInStack(stack, app, all)
    return error('app-throws', `The app of '${app.file}' does not load: ${message}`, at)
  }
  const { exports } = outcome
  const named = exports.find(({ name }) => name === 'app')
  const other = exports.find(({ looks }) => looks === 'app')
  if (!named && other) {
    const how =
      other.name === 'default'
        ? 'its default export. Write `export const app = …`'
        : `\`${other.name}\`. Rename it, or export it as both: \`export { ${other.name} as app }\``
    return error('no-app', `Expected '${app.file}' to export \`app\`, got an app as ${how}.`)
  }
  const best = named ?? exports.find(({ looks }) => looks !== 'other')
  const came = exports.map(({ name }) => name).join(', ') || 'nothing'
  return error(
    'no-app',
    `Expected '${app.file}' to export \`app\`, made by ledge(), got ${named ? 'another `app`' : came}. ${advice(best)}`,
  )
}

function advice(found: { name: string; looks: Looks } | undefined): string {
  const makeOne = 'Write `export const app = ledge()`'
  if (!found || found.looks === 'other') return `${makeOne}.`
  const isFetch = found.looks === 'fetch'
  const name = /^(app|default)$/.test(found.name) ? (isFetch ? 'site' : 'handler') : found.name
  const bridge = isFetch ? `fromFetch(${name}.fetch)` : `fromHandler(${name})`
  const refused =
    found.looks === 'callback-handler'
      ? `\`${name}\` takes a callback, which Node.js 24 on Lambda refuses. `
      : ''
  return `${refused}${makeOne}; \`app.viewerRequest(${bridge})\` makes what you have a step of it.`
}

/** Where a call stands, by its id. */
export function placeOfCall(id: string, all: readonly Source[]): Location | undefined {
  for (const { module, calls } of all) {
    const call = calls.find((call) => call.id === id)
    if (call) return module.placeOf(call.start)
  }
  return undefined
}

/** The first line of a stack that is in the project's own code. */
function placeInStack(
  stack: string,
  { root }: AppSource,
  all: readonly Source[],
): Location | undefined {
  for (const [, path = '', line, column] of stack.matchAll(
    /((?:file:\/\/)?\/[^\s():]+):(\d+):(\d+)/g,
  )) {
    const file = path.startsWith('file:') ? fileURLToPath(path) : path
    const source = all.find(({ module }) => module.path === file)
    if (!source || inPackage(file) || !file.startsWith(join(root, '/'))) continue
    return source.module.lineAt(Number(line), Number(column))
  }
  return undefined
}

function modulesIn(folder: string): string[] {
  try {
    return readdirSync(folder).filter((name) => /\.[cm]?[jt]sx?$/.test(name))
  } catch {
    return []
  }
}
