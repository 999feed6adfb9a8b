import type { Trigger } from '../event.js'
import type { Scope } from './match.js'
import type { AnyMiddleware } from './middleware.js'
import type { Needs } from './needs.js'
import type { CarryRecipe, OnReply } from './recipe.js'
import type { OnError } from './recover.js'

export interface StepEntry extends Scope {
  readonly kind: 'step'
  readonly trigger: Trigger
  /** The recipe's name; a middleware's own is read from the function. */
  readonly name?: string
  readonly run: AnyMiddleware
  readonly needs?: Needs | undefined
  /** What the step is a part of, if that is a carry: such a step runs on every request, and first. */
  readonly carry?: CarryRecipe
}

export interface ReplyEntry extends Scope {
  readonly kind: 'reply'
  readonly run: OnReply
}

export interface ErrorEntry extends Scope {
  readonly kind: 'error'
  readonly run: OnError
}

/** A step with the name that messages and traces call it by. */
export type NamedStep = StepEntry & { readonly name: string }

/** Another app under a prefix. */
export interface Mount {
  readonly kind: 'mount'
  readonly prefix: string
  readonly child: Registry
}

export type Entry = StepEntry | ReplyEntry | ErrorEntry

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

function prefixed(prefix: string, entry: Entry): Entry {
  if ('carry' in entry) return entry
  const { paths, depth, ownParams } = entry
  return {
    ...entry,
    depth: depth + 1,
    ownParams: ownParams && paths.length > 0,
    paths:
      paths.length > 0
        ? paths.map((path) => (path === '/' ? prefix : prefix + path))
        : // All that is under the prefix, also where the app tells '/p' from '/p/'.
          [prefix, `${prefix}/`, `${prefix}/*below`],
  }
}

/** The steps of one trigger, in the order in which they run: first what strips carries, each once. */
export function stepsOf(trigger: Trigger, entries: readonly (Entry | Mount)[]): NamedStep[] {
  const steps = entries.filter(
    (entry) => entry.kind === 'step' && entry.trigger === trigger,
  ) as StepEntry[]
  const strips = new Map(steps.flatMap((step) => (step.carry ? [[step.carry, step]] : [])))
  return [...strips.values(), ...steps.filter((step) => !step.carry)].map((step, i) => ({
    ...step,
    name: step.name || step.run.name || placeName(trigger, i + 1, step.paths),
  }))
}

/** Where a registration stands, for messages: `viewer-request #3 '/old/:slug'`. */
export function placeName(trigger: Trigger, position: number, paths: readonly string[]): string {
  return [`${trigger} #${position}`, ...paths.map((path) => `'${path}'`)].join(' ')
}
