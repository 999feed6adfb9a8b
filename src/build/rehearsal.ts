/**
 * Runs in a worker of its own: loads an app and sends it requests, with something in place of each
 * middleware that only tells its name and goes on.
 */
import { parentPort, workerData } from 'node:worker_threads'
import type { App } from '../app.js'
import type { EventLike, Trigger } from '../event.js'
import type { Rehearsed } from './rehearse.js'
import type { Task } from './worker.js'

const { file, data }: Task<Readonly<Record<Trigger, EventLike>>> = workerData
const { app }: { app: App } = await import(file)
const rehearsed: Rehearsed[] = []
for (const trigger of app.triggers()) {
  const steps: string[] = []
  const result = await app.handler(trigger, {
    wrap: ({ name }) => {
      return (_ctx, next) => {
        steps.push(name)
        return next()
      }
    },
    log: () => {},
  })(data[trigger])
  const answer = trigger.endsWith('-request') ? Object(result).status : undefined
  rehearsed.push({ trigger, steps, ...(answer && { answer }) })
}
parentPort?.postMessage({ rehearsed })
