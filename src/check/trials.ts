import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { bundleApp } from '../build/app-bundle.js'
import { lambdaWorker } from '../build/lambda-worker.js'
import type { Survey } from '../build/survey.js'
import type { Trigger } from '../event.js'
import type { Run, Work } from './trial.js'

/** A step that did not come back. */
export interface Stall {
  readonly trial: number
  /** Its position among the steps of its trigger; -1 where none was at work. */
  readonly step: number
  /** What became of it: `did not end in 5 s, …`. */
  readonly fate: string
}

export interface Trials {
  readonly runs: readonly Run[]
  readonly stalls: readonly Stall[]
}

/**
 * Tries requests on an app, in a worker without network. A step that does not come back in its
 * function's time is given up, with all that is left to try for its trigger.
 *
 * @param secondsFor how long a function may run
 */
export async function runTrials(
  { app, sources }: Survey,
  plan: Omit<Work, 'start' | 'at'>,
  secondsFor: (trigger: Trigger) => number,
): Promise<Trials> {
  const runs: Run[] = []
  const stalls: Stall[] = []
  const { code } = await bundleApp(app, sources, undefined, { script })
  const folder = mkdtempSync(join(tmpdir(), 'ledge-'))
  try {
    const file = join(folder, 'index.mjs')
    writeFileSync(file, code)
    for (let start = 0; start < plan.trials.length; ) {
      const at = new Int32Array(new SharedArrayBuffer(12)).fill(-1)
      const fate = await tryAll(file, { ...plan, start, at }, secondsFor, runs)
      if (fate === undefined) break
      const trial = Math.max(at[0]!, start)
      stalls.push({ trial, step: at[1]!, fate })
      // Those of one trigger stand together.
      const { trigger } = plan.trials[trial]!
      start = plan.trials.findIndex((next, i) => i > trial && next.trigger !== trigger)
      if (start < 0) break
    }
    return { runs, stalls }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

// In the repository this is TypeScript, in the package it is not.
const script = fileURLToPath(import.meta.url).replace(/trials\.(\w+)$/, 'worker.$1')

/** Nothing where the worker got through, else what became of the step that it was at. */
async function tryAll(
  file: string,
  work: Work,
  secondsFor: (trigger: Trigger) => number,
  runs: Run[],
): Promise<string | undefined> {
  const worker = lambdaWorker(pathToFileURL(file), work)
  let timer: NodeJS.Timeout | undefined
  try {
    return await new Promise<string | undefined>((resolve) => {
      const wait = (): void => {
        clearTimeout(timer)
        const { trigger } = work.trials[Math.max(work.at[0]!, work.start)] ?? work.trials.at(-1)!
        const seconds = secondsFor(trigger)
        const fate = `did not end in ${seconds} s, the time-out of its function`
        const runs = work.at[2]
        // Where this side was too busy to hear of a run, that one has ended all the same.
        const giveUp = (): void => (work.at[2] === runs ? resolve(fate) : wait())
        timer = setTimeout(giveUp, seconds * 1000)
      }
      // The first one comes once the app is loaded, for which there is no time-out of a function.
      worker.on('message', (message: Run | 'next' | 'done') => {
        if (message === 'done') return resolve(undefined)
        if (message !== 'next') runs.push(message)
        wait()
      })
      worker.once('error', ({ message }) => resolve(`ended the process: ${message}`))
      worker.once('exit', (code) =>
        resolve(code === 0 ? 'waits for what never comes' : `ended the process, with code ${code}`),
      )
    })
  } finally {
    clearTimeout(timer)
    await worker.terminate()
  }
}
