import { spawn } from 'node:child_process'
import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'

/** What a function answered: a result, an error in one invocation, or an error before the first. */
export interface Answer {
  readonly kind: 'response' | 'error' | 'init error'
  readonly body: unknown
}

/** How a function is run. */
export interface Runtime {
  /** The path of a Node.js. */
  readonly node: string
  /** The path of AWS's runtime client. */
  readonly client: string
  /** The folder that the code is in: what the zip of a function is unpacked to. */
  readonly taskRoot: string
  /** Default: what the manifest of a build says. */
  readonly handler?: string
}

/**
 * Runs a function as Lambda does: AWS's own client in a process of its own, which asks for events
 * and posts what comes of them. The API that it talks to is the part of Lambda that stands here.
 * https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html
 */
export async function invoke(runtime: Runtime, events: readonly unknown[]): Promise<Answer[]> {
  const answers: Answer[] = []
  const { promise, resolve, reject } = withResolvers<Answer[]>()
  let given = 0
  const server = createServer(async (request, response) => {
    const asked = request.url?.replace('/2018-06-01/runtime/', '')
    if (asked === 'invocation/next') {
      // Without another event the client waits here, as it does at Lambda, until it is stopped.
      if (given < events.length)
        response.writeHead(200, headersOf(given)).end(json(events[given++]))
      return
    }
    const kind = kinds[asked?.replace(/\/\d+\//, '/*/') ?? '']
    if (!kind) return reject(new Error(`The client asked for ${request.url}`))
    answers.push({ kind, body: await bodyOf(request) })
    response.writeHead(202).end('{}')
    if (kind === 'init error' || answers.length === events.length) resolve(answers)
  })
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  const { port } = server.address() as AddressInfo
  const { node, client, taskRoot, handler = 'index.handler' } = runtime
  const child = spawn(node, [client], {
    cwd: taskRoot,
    stdio: 'pipe',
    env: {
      ...environment,
      AWS_LAMBDA_RUNTIME_API: `127.0.0.1:${port}`,
      LAMBDA_TASK_ROOT: taskRoot,
      _HANDLER: handler,
    },
  })
  const printed = Promise.all([text(child.stdout), text(child.stderr)])
  child.once('error', reject)
  child.once('exit', async (code) =>
    reject(new Error(`The client ended with ${code}:\n${(await printed).join('')}`)),
  )
  try {
    return await promise
  } finally {
    child.kill('SIGKILL')
    server.closeAllConnections()
    server.close()
  }
}

/** What Lambda sets for every function at the edge. */
const environment = {
  AWS_REGION: 'us-east-1',
  AWS_LAMBDA_FUNCTION_NAME: 'us-east-1.edge',
  AWS_LAMBDA_FUNCTION_VERSION: '1',
  AWS_LAMBDA_FUNCTION_MEMORY_SIZE: '128',
  AWS_LAMBDA_LOG_GROUP_NAME: '/aws/lambda/us-east-1.edge',
  AWS_LAMBDA_LOG_STREAM_NAME: '2026/03/03/[1]0123456789abcdef',
  TZ: ':UTC',
}

const kinds: Readonly<Record<string, Answer['kind']>> = {
  'invocation/*/response': 'response',
  'invocation/*/error': 'error',
  'init/error': 'init error',
}

function headersOf(invocation: number): Record<string, string> {
  return {
    'content-type': 'application/json',
    'lambda-runtime-aws-request-id': String(invocation),
    'lambda-runtime-deadline-ms': String(Date.now() + 5_000),
    'lambda-runtime-invoked-function-arn': 'arn:aws:lambda:us-east-1:123456789012:function:edge:1',
  }
}

async function bodyOf(request: IncomingMessage): Promise<unknown> {
  return JSON.parse(await text(request))
}

function json(value: unknown): string {
  return JSON.stringify(value)
}

function withResolvers<T>() {
  let resolve!: (value: T) => void
  let reject!: (error: Error) => void
  const promise = new Promise<T>((onValue, onError) => {
    resolve = onValue
    reject = onError
  })
  return { promise, resolve, reject }
}
