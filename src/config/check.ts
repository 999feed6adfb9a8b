import { checkBehaviors } from './behaviors.js'
import { checkEnv } from './env.js'
import { type Fault, fault, isObject, isText, unknownKeys } from './fault.js'
import { didYouMean } from './nearest.js'
import { deprecated, runtimes } from './runtimes.js'
import { triggerNames } from './trigger-names.js'

const options = [
  'app',
  'origins',
  'behaviors',
  'env',
  'stages',
  'secrets',
  'runtime',
  'functions',
  'outDir',
]

/** What Lambda has and Lambda@Edge has not; people look for it, and are told where it went. */
const notAtTheEdge: Readonly<Record<string, string>> = {
  architecture: 'Lambda@Edge runs on x86_64 only: leave it out.',
  architectures: 'Lambda@Edge runs on x86_64 only: leave it out.',
  region: 'Functions of Lambda@Edge are made in us-east-1, always: leave it out.',
  environment: 'Lambda@Edge has no environment variables. Values for the code go into `env`.',
  layers: 'Lambda@Edge has no layers: import the package, the build bundles it.',
  vpc: 'Lambda@Edge has no VPC access.',
  tracing: 'Lambda@Edge has no X-Ray tracing.',
  deadLetterQueue: 'Lambda@Edge has no dead letter queues.',
  provisionedConcurrency: 'Lambda@Edge has no provisioned concurrency.',
  snapStart: 'Lambda@Edge has no SnapStart.',
  fileSystems: 'Lambda@Edge has no VPC, and so no EFS.',
  packageType: 'Lambda@Edge takes zips and no container images: leave it out.',
  image: 'Lambda@Edge takes zips and no container images: leave it out.',
  kmsKeyArn: 'Lambda@Edge takes no key of your own for the code: leave it out.',
  runtimeManagement: 'Lambda@Edge has automatic runtime updates only: leave it out.',
  role: 'The role of a function at the edge is assumed by lambda.amazonaws.com and edgelambda.amazonaws.com. It belongs to the deployment, not here.',
  version:
    'CloudFront takes a numbered version, never $LATEST or an alias; each deployment publishes one. Leave it out.',
  alias:
    'CloudFront takes a numbered version, never $LATEST or an alias; each deployment publishes one. Leave it out.',
  qualifier:
    'CloudFront takes a numbered version, never $LATEST or an alias; each deployment publishes one. Leave it out.',
  ephemeralStorage: 'Lambda@Edge has 512 MB of /tmp and no more.',
  memory: 'It is set per trigger: `functions: { "viewer-request": { memory } }`.',
  timeout: 'It is set per trigger: `functions: { "viewer-request": { timeout } }`.',
  budget: 'It is set per trigger: `functions: { "viewer-request": { budget } }`.',
}

/** Everything in a config that is not as it must be. */
export function* checkConfig(config: unknown): Generator<Fault> {
  if (!isObject(config)) {
    return yield fault([], 'an object, the default export of the file', config)
  }
  yield* unknownKeys(config, options, [], notAtTheEdge)
  const { app, origins, runtime, outDir } = config
  for (const [name, path] of Object.entries({ app, outDir })) {
    if (path !== undefined && !isText(path)) yield fault([name], 'a path', path)
  }
  if (origins !== undefined) yield* checkOrigins(origins)
  yield* checkBehaviors(config)
  yield* checkEnv(config)
  if (runtime !== undefined) yield* checkRuntime(runtime)
  yield* checkFunctions(config.functions)
}

function* checkOrigins(origins: unknown): Generator<Fault> {
  if (!isObject(origins) || Object.keys(origins).length === 0) {
    return yield fault(['origins'], 'an object with at least one origin', origins)
  }
  for (const [name, origin] of Object.entries(origins)) {
    const { kind } = isObject(origin) ? origin : { kind: undefined }
    if (kind !== 'folder' && kind !== 'http') {
      yield fault(['origins', name], 'made by folder(path) or http(url)', origin)
    }
  }
}

function* checkRuntime(runtime: unknown): Generator<Fault> {
  const known = Object.keys(runtimes)
  if (known.includes(runtime as string)) return
  const old = deprecated[String(runtime)]
  const hint = old ? ` ${old}` : didYouMean(String(runtime), known)
  yield fault(['runtime'], known.map((name) => `'${name}'`).join(' or '), runtime, hint)
}

function* checkFunctions(functions: unknown = {}): Generator<Fault> {
  if (!isObject(functions)) {
    return yield fault(['functions'], 'an object of settings per trigger', functions)
  }
  yield* unknownKeys(functions, triggerNames, ['functions'])
  for (const trigger of triggerNames) {
    const settings = functions[trigger]
    if (settings === undefined) continue
    const place = ['functions', trigger]
    if (!isObject(settings)) {
      yield fault(place, 'an object such as { timeout: 5 }', settings)
      continue
    }
    yield* unknownKeys(settings, Object.keys(ranges), place, notAtTheEdge)
    for (const [name, [least, most, unit]] of Object.entries(ranges)) {
      const value = settings[name]
      if (value === undefined) continue
      if (!Number.isInteger(value) || Number(value) < least || Number(value) > most) {
        const to = Number.isFinite(most) ? `from ${least} to ${most}` : `of at least ${least}`
        yield fault([...place, name], `a whole number of ${unit}, ${to}`, value)
      }
    }
  }
}

const ranges: Readonly<Record<string, readonly [number, number, string]>> = {
  memory: [128, 10_240, 'MB'],
  timeout: [1, 30, 'seconds'],
  budget: [1, Number.POSITIVE_INFINITY, 'bytes'],
}
