import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { Worker } from 'node:worker_threads'
import { type Bundle, type Transpiled, transpile } from './bundle.js'
import type { Testimony } from './evidence.js'

/** How long an app may take to load: as long as Lambda gives any function at the edge. */
const patience = 30_000

/** Loads a bundle in a worker of its own, and gives back what the recorder saw. */
export async function testify({ code, map }: Bundle, root: string): Promise<Testimony> {
  const folder = mkdtempSync(join(tmpdir(), 'ledge-'))
  try {
    const recorder = join(folder, 'recorder.mjs')
    const file = join(folder, 'index.mjs')
    writeFileSync(recorder, (await readRecorder()).code)
    writeFileSync(file, `${code}\n//# sourceMappingURL=index.mjs.map`)
    // So that stack traces name the project's files.
    const sourceRoot = `${pathToFileURL(root)}/`
    writeFileSync(`${file}.map`, JSON.stringify({ ...JSON.parse(map), sourceRoot }))
    return await runWorker(recorder, pathToFileURL(file).href)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

// In the repository this is TypeScript, in the package it is not.
const recorderSource = fileURLToPath(import.meta.url).replace(/testify\.(\w+)$/, 'recorder.$1')

let recorderRead: Promise<Transpiled> | undefined

function readRecorder(): Promise<Transpiled> {
  recorderRead ??= transpile(recorderSource, dirname(recorderSource))
  return recorderRead
}

async function runWorker(recorder: string, file: string): Promise<Testimony> {
  const worker = new Worker(recorder, {
    workerData: file,
    // What Lambda sets, and nothing of this machine.
    env: { AWS_REGION: 'us-east-1', NODE_ENV: 'production', TZ: ':UTC' },
    execArgv: [],
    stdout: true,
    stderr: true,
  })
  let timer: NodeJS.Timeout | undefined
  try {
    return await new Promise<Testimony>((resolve) => {
      const fail = (message: string, stack = ''): void => resolve(failure(message, stack))
      worker.once('message', resolve)
      worker.once('error', ({ message, stack }) => fail(message, stack))
      worker.once('exit', (code) => fail(`It ended the process, with code ${code}.`))
      timer = setTimeout(() => fail(`It had not loaded after ${patience / 1000} s.`), patience)
    })
  } finally {
    clearTimeout(timer)
    await worker.terminate()
  }
}

function failure(message: string, stack: string): Testimony {
  const outcome = { kind: 'threw', message, stack, call: undefined } as const
  return { calls: new Map(), registering: new Set(), outcome }
}
