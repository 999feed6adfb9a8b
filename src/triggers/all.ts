import type { Trigger } from '../event.js'
import type { TriggerKind } from './base.js'
import { originRequest } from './origin-request.js'
import { originResponse } from './origin-response.js'
import { viewerRequest } from './viewer-request.js'
import { viewerResponse } from './viewer-response.js'

/** What `#triggers` is unless the build sets the condition of one trigger. */
export const triggers: Partial<Record<Trigger, TriggerKind>> = {
  'viewer-request': viewerRequest,
  'origin-request': originRequest,
  'origin-response': originResponse,
  'viewer-response': viewerResponse,
}
