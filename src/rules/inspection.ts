import type { Trigger } from '../event.js'
import type { Details } from './finding.js'
import type { Rule } from './rule.js'
import type { Strictness } from './strictness.js'
import type { Fields } from './wire.js'

/** What every check is told: where it is, what came, and whom to tell. */
export interface Inspection {
  readonly trigger: Trigger
  readonly strictness: Strictness
  /** The event's request as it came; empty where the event has none. */
  readonly request: Fields
  report(rule: Rule, path: string, details?: Details): void
}
