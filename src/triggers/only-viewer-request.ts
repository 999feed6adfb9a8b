import type { Trigger } from '../event.js'
import type { TriggerKind } from './base.js'
import { viewerRequest } from './viewer-request.js'

/** What `#triggers` is in a bundle for viewer-request alone. */
export const triggers: Partial<Record<Trigger, TriggerKind>> = {
  'viewer-request': viewerRequest,
}
