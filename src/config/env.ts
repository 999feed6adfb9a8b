import { show } from '../error.js'
import { type Fault, fault, isObject, type Place, placeText, unknownKeys } from './fault.js'

/**
 * What Lambda itself sets, at the edge too: these stay as they are and are read when the code runs.
 * https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html#configuration-envvars-runtime
 */
export const reservedNames: readonly string[] = [
  '_HANDLER',
  '_X_AMZN_TRACE_ID',
  'AWS_ACCESS_KEY_ID',
  'AWS_DEFAULT_REGION',
  'AWS_EXECUTION_ENV',
  'AWS_LAMBDA_FUNCTION_MEMORY_SIZE',
  'AWS_LAMBDA_FUNCTION_NAME',
  'AWS_LAMBDA_FUNCTION_VERSION',
  'AWS_LAMBDA_INITIALIZATION_TYPE',
  'AWS_LAMBDA_LOG_GROUP_NAME',
  'AWS_LAMBDA_LOG_STREAM_NAME',
  'AWS_LAMBDA_RUNTIME_API',
  'AWS_REGION',
  'AWS_SECRET_ACCESS_KEY',
  'AWS_SESSION_TOKEN',
  'LAMBDA_RUNTIME_DIR',
  'LAMBDA_TASK_ROOT',
  'LANG',
  'LD_LIBRARY_PATH',
  'NODE_PATH',
  'PATH',
  'TZ',
]

/** What is wrong with `env`, `stages` and `secrets`. */
export function* checkEnv(config: Readonly<Record<string, unknown>>): Generator<Fault> {
  const { env = {}, stages = {}, secrets = [] } = config
  if (!isObject(env)) return yield fault(['env'], 'an object of names and texts', env)
  const names = Object.keys(env)
  if (Array.isArray(secrets)) {
    for (const [i, name] of secrets.entries()) {
      if (!names.includes(name)) yield fault(['secrets', i], 'a name in env', name)
    }
  } else yield fault(['secrets'], 'a list of names in env', secrets)
  const allowed: readonly unknown[] = Array.isArray(secrets) ? secrets : []
  yield* checkValues(env, ['env'], allowed)
  if (!isObject(stages)) return yield fault(['stages'], 'an object of stages', stages)
  for (const [stage, settings] of Object.entries(stages)) {
    const place = ['stages', stage]
    if (!/^[\w-]+$/.test(stage)) yield fault(place, 'named by letters, digits, _ and -', stage)
    if (!isObject(settings)) {
      yield fault(place, 'an object such as { env: { … } }', settings)
      continue
    }
    yield* unknownKeys(settings, ['env'], place)
    const { env: own = {} } = settings
    if (!isObject(own)) {
      yield fault([...place, 'env'], 'an object of names and texts', own)
      continue
    }
    yield* unknownKeys(own, names, [...place, 'env'])
    yield* checkValues(own, [...place, 'env'], allowed)
  }
}

function* checkValues(
  env: Readonly<Record<string, unknown>>,
  place: Place,
  allowed: readonly unknown[],
): Generator<Fault> {
  for (const [name, value] of Object.entries(env)) {
    const here = [...place, name]
    if (!/^[A-Za-z_]\w*$/.test(name)) yield fault(here, 'named as a variable is', name)
    if (reservedNames.includes(name)) {
      yield {
        place: here,
        message: `${placeText(here)} is set by Lambda itself and cannot be another: choose another name.`,
      }
    }
    if (value === undefined) continue
    if (typeof value !== 'string') {
      yield fault(here, 'a text, as environment variables are', value)
      continue
    }
    const reason = allowed.includes(name) ? undefined : secretIn(name, value)
    if (reason) {
      yield {
        place: here,
        message: `${placeText(here)} ${reason}, and its value would stand in the code of the function. Fetch it at run time (an origin custom header, a parameter store), or, if it may be read by whoever can read the function, name it in \`secrets: [${show(name)}]\`.`,
      }
    }
  }
}

/** Why a value looks like one that must not be in code, or nothing. */
function secretIn(name: string, value: string): string | undefined {
  if (/(^|_)(SECRET|TOKEN|PASSWORD|PASSWD|PRIVATE_KEY|API_?KEY|CREDENTIALS?)S?(_|$)/i.test(name)) {
    return 'is named like a secret'
  }
  if (/\b(AKIA|ASIA)[A-Z\d]{16}\b/.test(value)) return 'looks like an AWS access key'
  if (/-----BEGIN [A-Z ]*PRIVATE KEY-----/.test(value)) return 'holds a private key'
  if (
    /\b(gh[opsu]_\w{30,}|github_pat_\w{30,}|[rs]k_live_\w{16,}|xox[abprs]-[\w-]{10,})/.test(value)
  )
    return 'looks like an access token'
  return undefined
}
