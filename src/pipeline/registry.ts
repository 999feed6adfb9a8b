import type { Trigger } from '../event.js'
import type { Condition } from './match.js'
import type { AnyMiddleware } from './middleware.js'
import type { Needs } from './needs.js'
import type { CarryRecipe, OnReply } from './recipe.js'
import type { OnError } from './recover.js'

/** Which requests an entry is for. */
export interface Scope {
  readonly paths: readonly string[]
  readonly conditions: readonly Condition[]
}

export interface StepEntry extends Scope {
  readonly kind: 'step'
  readonly trigger: Trigger
  /** The recipe's name; a middleware's own is read from the function. */
  readonly name?: string
  readonly run: AnyMiddleware
  readonly needs?: Needs
  /** Whether the params are the route's own. */
  readonly ownParams: boolean
}

export interface ReplyEntry extends Scope {
  readonly kind: 'reply'
  readonly run: OnReply
}

export interface ErrorEntry extends Scope {
  readonly kind: 'error'
  readonly run: OnError
  /** How many mounts lie above: what is nearer to the error is asked first. */
  readonly depth: number
}

export interface CarryEntry {
  readonly kind: 'carry'
  readonly carry: CarryRecipe
}

/** Another app under a prefix. */
export interface Mount {
  readonly kind: 'mount'
  readonly prefix: string
  readonly child: Registry
}

export type Entry = StepEntry | ReplyEntry | ErrorEntry | CarryEntry

/** Everything that was said to one app, in order. A mounted app stays one entry, read when needed. */
export class Registry {
  readonly #entries: (Entry | Mount)[] = []
  #compiled = false

  get compiled(): boolean {
    return this.#compiled
  }

  add(entry: Entry | Mount): void {
    this.#entries.push(entry)
  }

  /** What this app itself registered so far. */
  own(): readonly Entry[] {
    return this.#entries.filter((entry) => entry.kind !== 'mount')
  }

  /** All entries with mounted apps in their place. From here on the app takes no registrations. */
  read(): readonly Entry[] {
    this.#compiled = true
    return this.#entries.flatMap((entry) =>
      entry.kind === 'mount'
        ? entry.child.read().map((child) => prefixed(entry.prefix, child))
        : [entry],
    )
  }
}

function prefixed(prefix: string, entry: Entry): Entry {
  if (entry.kind === 'carry') return entry
  const paths =
    entry.paths.length > 0
      ? entry.paths.map((path) => (path === '/' ? prefix : prefix + path))
      : // All that is under the prefix, also where the app tells '/p' from '/p/'.
        [prefix, `${prefix}/`, `${prefix}/*below`]
  if (entry.kind === 'error') return { ...entry, paths, depth: entry.depth + 1 }
  if (entry.kind === 'reply') return { ...entry, paths }
  return { ...entry, paths, ownParams: entry.ownParams && entry.paths.length > 0 }
}
