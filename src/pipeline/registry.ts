import { prefixed } from '#mount'
import { carriesFirst } from '#recipes'
import type { Trigger } from '../event.js'
import type { Entry, NamedStep, StepEntry } from './entry.js'

/** Another app under a prefix. */
export interface Mount {
  readonly kind: 'mount'
  readonly prefix: string
  readonly child: Registry
}

/** Everything that was said to one app, in order. A mounted app stays one entry, read when needed. */
export class Registry {
  readonly entries: (Entry | Mount)[] = []
  /** Whether the app was compiled, and so takes no more. */
  isRead = false

  /** All entries, with those of mounted apps in their place. */
  read(): Entry[] {
    this.isRead = true
    return this.entries.flatMap((entry) =>
      entry.kind === 'mount'
        ? entry.child.read().map((child) => prefixed(entry.prefix, child))
        : entry,
    )
  }
}

/** The steps of one trigger, in the order in which they run: first what strips carries, each once. */
export function stepsOf(trigger: Trigger, entries: readonly Entry[]): NamedStep[] {
  const steps = entries.filter(
    (entry): entry is StepEntry => entry.kind === 'step' && entry.trigger === trigger,
  )
  const ordered = steps.some((step) => step.carry) ? carriesFirst(steps) : steps
  return ordered.map((step, i) => ({
    ...step,
    name: step.name || step.run.name || placeName(trigger, i + 1, step.paths),
  }))
}

/** Where a registration stands, for messages: `viewer-request #3 '/old/:slug'`. */
export function placeName(trigger: Trigger, position: number, paths: readonly string[]): string {
  return [`${trigger} #${position}`, ...paths.map((path) => `'${path}'`)].join(' ')
}
