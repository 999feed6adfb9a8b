import type { Trigger } from '../event.js'
import type { TriggerKind } from './base.js'
import { originRequest } from './origin-request.js'

/** What `#triggers` is in a bundle for origin-request alone. */
export const triggers: Partial<Record<Trigger, TriggerKind>> = {
  'origin-request': originRequest,
}
