import type { AnyNode, ImportDeclaration } from 'acorn'
import { reservedNames } from '../config/env.js'
import { didYouMean } from '../config/nearest.js'
import { error, type Problem, ProjectError } from '../config/problem.js'
import type { ResolvedConfig } from '../config/resolve.js'
import type { Module } from './module.js'
import { staticName, walk } from './walk.js'

/** The values of `process.env`, as a build with this stage has them. */
export interface Environment {
  readonly values: Readonly<Record<string, string | undefined>>
  /** The stages that give a value to a name that else has none. */
  stagesWith(name: string): readonly string[]
}

/**
 * The values of a stage, or those of the config alone.
 *
 * @throws ProjectError for a stage that the config has not.
 */
export function environmentOf(config: ResolvedConfig, stage: string | undefined): Environment {
  const { env, stages } = config
  if (stage !== undefined && !Object.hasOwn(stages, stage)) {
    const names = Object.keys(stages)
    const known = names.length > 0 ? `There is ${names.join(', ')}.` : 'It has none.'
    throw new ProjectError([
      error(
        'unknown-stage',
        `The config has no stage '${stage}'. ${known}${didYouMean(stage, names)}`,
      ),
    ])
  }
  return {
    values: { ...env, ...(stage === undefined ? {} : stages[stage]?.env) },
    stagesWith: (name) =>
      Object.keys(stages).filter((other) => stages[other]?.env?.[name] !== undefined),
  }
}

/** What esbuild writes in place of `process.env.NAME`, in the project's code and in packages. */
export function definitions({ values }: Environment): Record<string, string> {
  const inlined = Object.entries({ NODE_ENV: 'production', ...values })
  return Object.fromEntries(
    inlined.flatMap(([name, value]) =>
      value === undefined ? [] : [[`process.env.${name}`, JSON.stringify(value)]],
    ),
  )
}

/**
 * The places in a module where `process.env` would not be what its author takes it for: in
 * Lambda@Edge only Lambda's own variables are set, and the build writes in the values of the config.
 */
export function envProblems(module: Module, environment: Environment): Problem[] {
  const problems: Problem[] = []
  const say = (node: AnyNode, code: 'env-missing' | 'env-dynamic', message: string): void => {
    problems.push(error(code, message, module.placeOf(node.start)))
  }
  const imported = importedProcess(module)
  for (const node of imported.env) say(node, 'env-dynamic', useGlobal)
  walk(module.ast, (node, around) => {
    if (node.type !== 'MemberExpression' || staticName(node) !== 'env') return
    const { object } = node
    if (object.type !== 'Identifier') return
    if (imported.names.has(object.name)) return say(node, 'env-dynamic', useGlobal)
    if (object.name !== 'process') return
    const parent = around.at(-1)
    if (parent?.type !== 'MemberExpression' || parent.object !== node) {
      return say(node, 'env-dynamic', oneByOne)
    }
    const name = staticName(parent)
    if (name === undefined) return say(node, 'env-dynamic', oneByOne)
    if (isWritten(parent, around.at(-2)) || reservedNames.includes(name)) return
    if (name !== 'NODE_ENV' && environment.values[name] === undefined) {
      say(node, 'env-missing', missing(name, environment))
    }
  })
  return problems
}

const oneByOne =
  'Lambda@Edge has no environment variables: the build writes values in, and can do so only for `process.env.NAME`, each name written out.'

const useGlobal =
  'Lambda@Edge has no environment variables: the build writes values in, and can do so only for the global `process.env.NAME`. Leave out the import.'

function missing(name: string, environment: Environment): string {
  const names = Object.keys(environment.values)
  const stages = environment.stagesWith(name)
  const todo =
    stages.length > 0
      ? `It has one in a stage: build with --stage ${stages.join(' or ')}.`
      : `Add ${name} to \`env\` in ledge.config.ts.${didYouMean(name, names)}`
  return `process.env.${name} has no value. Lambda@Edge has no environment variables: the build writes values in. ${todo}`
}

function isWritten(node: AnyNode, parent: AnyNode | undefined): boolean {
  if (parent?.type === 'AssignmentExpression')
    return parent.left === node && parent.operator === '='
  return parent?.type === 'UnaryExpression' && parent.operator === 'delete'
}

/** What `import … from 'node:process'` names here. */
function importedProcess({ ast }: Module): { names: Set<string>; env: AnyNode[] } {
  const found = { names: new Set<string>(), env: [] as AnyNode[] }
  const imports = ast.body.filter(
    (node): node is ImportDeclaration =>
      node.type === 'ImportDeclaration' && /^(node:)?process$/.test(String(node.source.value)),
  )
  for (const specifier of imports.flatMap(({ specifiers }) => specifiers)) {
    if (specifier.type !== 'ImportSpecifier') found.names.add(specifier.local.name)
    else if (specifier.imported.type === 'Identifier' && specifier.imported.name === 'env') {
      found.env.push(specifier)
    }
  }
  return found
}
