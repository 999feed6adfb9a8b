import { Worker } from 'node:worker_threads'

/** A worker that finds what a function finds in Lambda, and nothing of this machine. */
export function lambdaWorker(file: string | URL, workerData: unknown): Worker {
  return new Worker(file, {
    workerData,
    env: { AWS_REGION: 'us-east-1', NODE_ENV: 'production', TZ: ':UTC' },
    execArgv: [],
    stdout: true,
    stderr: true,
  })
}
