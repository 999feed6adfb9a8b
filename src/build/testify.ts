import type { Bundle } from './bundle.js'
import type { Testimony } from './evidence.js'
import { runInWorker } from './worker.js'

/** Loads a bundle in a worker of its own, and gives back what the recorder saw. */
export function testify(bundle: Bundle, root: string): Promise<Testimony> {
  return runInWorker('recorder', bundle, { root, data: undefined }, failure)
}

function failure(message: string, stack: string): Testimony {
  const outcome = { kind: 'threw', message, stack, call: undefined } as const
  return { calls: new Map(), registering: new Set(), outcome, used: new Set() }
}
