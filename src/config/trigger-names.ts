import type { Trigger } from '../event.js'

export const triggerNames: readonly Trigger[] = [
  'viewer-request',
  'origin-request',
  'origin-response',
  'viewer-response',
]

/** Viewer triggers run on every request, those of the origin on cache misses. */
export function isViewer(trigger: Trigger): boolean {
  return trigger.startsWith('viewer-')
}
