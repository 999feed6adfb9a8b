export type { Change } from './changes.js'
export type { DeviceKind } from './device.js'
export { eventFromCurl } from './from-curl.js'
export { eventFromJson } from './from-json.js'
export { eventFromRequest } from './from-request.js'
export {
  type OriginInit,
  type OriginRequestInit,
  type OriginResponseInit,
  originRequestEvent,
  originResponseEvent,
} from './origin-events.js'
export { type RunOptions, run } from './run.js'
export type { LogLine, RunOutcome } from './run-outcome.js'
export type { TraceStep } from './trace.js'
export type { TriggerEvent } from './trigger-event.js'
export {
  type ViewerRequestInit,
  type ViewerResponseInit,
  viewerRequestEvent,
  viewerResponseEvent,
} from './viewer-events.js'
