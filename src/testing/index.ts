export type { Change } from './changes.js'
export type { Cycle } from './cycle.js'
export type { DeviceKind, Visitor } from './device.js'
export { eventFromCurl } from './from-curl.js'
export { eventFromJson } from './from-json.js'
export { eventFromRequest } from './from-request.js'
export {
  type CycleOptions,
  type FetchOptions,
  type LocalCache,
  type LocalCacheOptions,
  localCache,
  runCycle,
} from './local-cache.js'
export type { OriginAnswer } from './origin-answer.js'
export {
  type OriginInit,
  type OriginRequestInit,
  type OriginResponseInit,
  originRequestEvent,
  originResponseEvent,
} from './origin-events.js'
export type { Policy } from './policies.js'
export { type RunOptions, run } from './run.js'
export type { LogLine, RunOutcome } from './run-outcome.js'
export type { SeenResponse } from './seen-response.js'
export type { TimeToLive } from './time-to-live.js'
export type { TraceStep } from './trace.js'
export type { TriggerEvent } from './trigger-event.js'
export {
  type ViewerRequestInit,
  type ViewerResponseInit,
  viewerRequestEvent,
  viewerResponseEvent,
} from './viewer-events.js'
