import type { Trigger } from '../event.js'
import type { TriggerKind } from './base.js'
import { viewerResponse } from './viewer-response.js'

/** What `#triggers` is in a bundle for viewer-response alone. */
export const triggers: Partial<Record<Trigger, TriggerKind>> = {
  'viewer-response': viewerResponse,
}
