import type { Handler, Trigger } from '../event.js'
import type { Entry } from './entry.js'
import type { Needs } from './needs.js'
import { parts } from './registration.js'
import { stepsOf } from './registry.js'

/** The four handlers under the names that a module exports them by. */
export interface Handlers {
  readonly viewerRequest: Handler
  readonly originRequest: Handler
  readonly originResponse: Handler
  readonly viewerResponse: Handler
}

/** One registered step, for listings and checks. */
export interface Route {
  readonly trigger: Trigger
  /** The function's name, its recipe's, or its place: `viewer-request #3 '/old/:slug'`. */
  readonly name: string
  /** Empty where the step is for every path. */
  readonly paths: readonly string[]
  /** Whether a method, a host or a function narrows the match further. */
  readonly conditional: boolean
  readonly needs: Needs | undefined
}

/** Every step of every trigger, in the order in which they run. */
export function routesIn(entries: readonly Entry[]): Route[] {
  return everyTrigger().flatMap((trigger) =>
    stepsOf(trigger, entries).map(({ name, paths, holds, needs }) => ({
      trigger,
      name,
      paths,
      conditional: holds !== undefined,
      needs,
    })),
  )
}

/** The triggers that have steps. */
export function triggersIn(entries: readonly Entry[]): Trigger[] {
  return everyTrigger().filter((trigger) => stepsOf(trigger, entries).length > 0)
}

/** The handlers of all triggers by name. */
export function handlersBy(handler: (trigger: Trigger) => Handler): Handlers {
  const named = everyTrigger().map((trigger) => [parts[trigger], handler(trigger)])
  return Object.fromEntries(named)
}

function everyTrigger(): Trigger[] {
  return Object.keys(parts) as Trigger[]
}
