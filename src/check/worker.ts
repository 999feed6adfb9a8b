/** Runs in a worker of its own, in one bundle with an app and the testing kit. */
import { parentPort, workerData } from 'node:worker_threads'
import type { App } from '../app.js'
import type * as Kit from '../testing/index.js'
import { thrown } from './attempt.js'
import { explore } from './explore.js'
import { askedNetwork, refuseNetwork } from './offline.js'
import type { Run, Work } from './trial.js'

/** Tries all that there is to try, and tells of each run. */
export async function work(app: App, kit: typeof Kit): Promise<void> {
  const given: Work = workerData
  const tell = (run: Run): void => parentPort?.postMessage(run)
  const { at, trials, start } = given
  process.setSourceMapsEnabled(true)
  refuseNetwork()
  process.on('unhandledRejection', (error) => tell(stray(at[0]!, at[1]!, error)))
  for (let i = start; i < trials.length; i++) {
    at[0] = i
    parentPort?.postMessage('next')
    await explore(app, kit, given, i, tell)
    // What was left behind has its say before the next.
    await new Promise((resolve) => setImmediate(resolve))
  }
  at[0] = trials.length
  parentPort?.postMessage('done')
}

/** A promise that nobody waits for, and that failed: Lambda ends the function for it. */
function stray(trial: number, step: number, error: unknown): Run {
  const failure = thrown(error)
  return {
    trial,
    given: [],
    kind: 'failed',
    cacheControl: '',
    headers: [],
    steps: [{ step, ended: false, reads: [], sets: [], error: failure }],
    findings: [],
    network: askedNetwork() || /network/.test(failure.message),
    error: failure,
  }
}
