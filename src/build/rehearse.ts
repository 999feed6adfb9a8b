import { error, ProjectError } from '../config/problem.js'
import type { EventLike, Trigger } from '../event.js'
import { bundleApp } from './app-bundle.js'
import type { Survey } from './survey.js'
import { runInWorker } from './worker.js'

/** What of a trigger a request comes to. */
export interface Rehearsed {
  readonly trigger: Trigger
  /** The names of the steps, in the order in which they run. */
  readonly steps: readonly string[]
  /**
   * The status of an answer that no step gave: its path is not in normal form and the app rejects such
   * (`nonCanonical`), or the condition of a match threw.
   */
  readonly answer?: string
}

/**
 * The steps that a request comes to, as the app's own router and conditions have it. No middleware
 * runs: each is taken to go on without changing the uri, and a `when` sees what is in the event.
 *
 * @throws ProjectError where the app, which loaded before, does not load again.
 */
export async function rehearse(
  { app, sources }: Survey,
  events: Readonly<Record<Trigger, EventLike>>,
): Promise<readonly Rehearsed[]> {
  const whole = await bundleApp(app, sources)
  const outcome = await runInWorker<Outcome, typeof events>(
    'rehearsal',
    whole,
    { root: app.root, data: events },
    (message) => ({ threw: message }),
  )
  if ('rehearsed' in outcome) return outcome.rehearsed
  throw new ProjectError([
    error('app-throws', `The app of '${app.file}' does not load again: ${outcome.threw}`),
  ])
}

type Outcome = { readonly rehearsed: readonly Rehearsed[] } | { readonly threw: string }
