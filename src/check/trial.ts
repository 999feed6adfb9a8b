/** What goes to the worker and what comes back from it: plain data. */
import type { Trigger } from '../event.js'
import type { Finding } from '../rules/finding.js'
import type { Carriage, Given, Input } from './inputs.js'

/** One request to try. */
export interface Trial {
  readonly trigger: Trigger
  /** The position of its behavior. */
  readonly behavior: number
  /** The path with the query string. */
  readonly target: string
  readonly method: string
  readonly host?: string
  /** In response triggers: what the origin answered. */
  readonly status?: number
  /** With the type of its content. */
  readonly body?: readonly [type: string, text: string]
  /** Whether to go on with values for all that the steps turn out to read. */
  readonly explore: boolean
}

/** What the worker is given. */
export interface Work {
  readonly trials: readonly Trial[]
  /** The first to try. */
  readonly start: number
  /** By position of the behavior. */
  readonly carriages: readonly Carriage[]
  /** By position of the behavior. */
  readonly origins: readonly ('folder' | 'http')[]
  /** Texts in the project's code: what a value may be compared with. */
  readonly texts: readonly string[]
  /** The trial and the step that the worker is at, for when it does not come back; and its count of runs. */
  readonly at: Int32Array
}

/** One step in one run. */
export interface RanStep {
  /** Its position among the steps of its trigger. */
  readonly step: number
  /** Whether it went no further. */
  readonly ended: boolean
  readonly reads: readonly Input[]
  /** The headers that it set, in lower case. */
  readonly sets: readonly string[]
  /** Where it threw itself. */
  readonly error?: Thrown
}

export interface Thrown {
  readonly message: string
  readonly code?: string | undefined
}

/** What one run showed. */
export interface Run {
  /** The position of the trial. */
  readonly trial: number
  /** What was added to it. */
  readonly given: readonly Given[]
  readonly kind: 'passed' | 'replied' | 'failed'
  readonly status?: number | undefined
  readonly cacheControl: string
  /** The headers of what goes out. */
  readonly headers: readonly string[]
  readonly steps: readonly RanStep[]
  readonly findings: readonly Finding[]
  /** Whether something was asked of the network, which is refused. */
  readonly network: boolean
  /** What nobody caught, of a step or of what it left behind. */
  readonly error?: Thrown
  /** An input that is only forwarded, where without it another thing is done. */
  readonly decidedBy?: Input
}
