import type { Trigger } from '../event.js'
import type { TriggerKind } from './base.js'
import { originResponse } from './origin-response.js'

/** What `#triggers` is in a bundle for origin-response alone. */
export const triggers: Partial<Record<Trigger, TriggerKind>> = {
  'origin-response': originResponse,
}
