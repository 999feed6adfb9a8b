import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { type Bundle, type Transpiled, transpile } from './bundle.js'
import { lambdaWorker } from './lambda-worker.js'

/** What runs in the worker: one of the modules here that import nothing but types and built-ins. */
export type Script = 'recorder' | 'rehearsal'

/** What the script gets as `workerData`. */
export interface Task<Data> {
  /** The bundle, as a URL. */
  readonly file: string
  readonly data: Data
}

/** How long an app may take to load: as long as Lambda gives any function at the edge. */
const patience = 30_000

/**
 * Runs a script in a worker of its own, beside a bundle that it may import, and gives back what it
 * posts.
 *
 * @param failed what is given back instead where the bundle ends or outlasts the worker
 */
export async function runInWorker<Result, Data>(
  script: Script,
  { code, map }: Bundle,
  { root, data }: { readonly root: string; readonly data: Data },
  failed: (message: string, stack: string) => Result,
): Promise<Result> {
  const folder = mkdtempSync(join(tmpdir(), 'ledge-'))
  try {
    const main = join(folder, `${script}.mjs`)
    const file = join(folder, 'index.mjs')
    writeFileSync(main, (await read(script)).code)
    writeFileSync(file, `${code}\n//# sourceMappingURL=index.mjs.map`)
    // So that stack traces name the project's files.
    const sourceRoot = `${pathToFileURL(root)}/`
    writeFileSync(`${file}.map`, JSON.stringify({ ...JSON.parse(map), sourceRoot }))
    return await run(main, { file: pathToFileURL(file).href, data }, failed)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

const scripts = new Map<Script, Promise<Transpiled>>()

/** A script as JavaScript, which it is in the package; in the repository it is TypeScript. */
function read(script: Script): Promise<Transpiled> {
  const source = fileURLToPath(import.meta.url).replace(/worker\.(\w+)$/, `${script}.$1`)
  const known = scripts.get(script) ?? transpile(source, dirname(source))
  scripts.set(script, known)
  return known
}

async function run<Result>(
  main: string,
  workerData: Task<unknown>,
  failed: (message: string, stack: string) => Result,
): Promise<Result> {
  const worker = lambdaWorker(main, workerData)
  let timer: NodeJS.Timeout | undefined
  try {
    return await new Promise<Result>((resolve) => {
      const fail = (message: string, stack = ''): void => resolve(failed(message, stack))
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
