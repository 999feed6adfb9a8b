import type {
  CloudFrontConfig,
  CloudFrontEvent,
  CloudFrontRecord,
  CloudFrontRequest,
  CloudFrontResponse,
  ResponseTrigger,
  Trigger,
} from '../event.js'

/** An event whose type says of which trigger it is, so that `run` refuses a middleware of another. */
export interface TriggerEvent<T extends Trigger = Trigger> extends CloudFrontEvent {
  readonly Records: readonly [{ readonly cf: TriggerRecord<T> }]
}

export type TriggerRecord<T extends Trigger> = CloudFrontRecord & {
  readonly config: CloudFrontConfig & { readonly eventType: T }
} & (T extends ResponseTrigger ? { readonly response: CloudFrontResponse } : unknown)

/** One value, so that what is worked out from an event is the same in every test. */
const config = {
  distributionDomainName: 'd111111abcdef8.cloudfront.net',
  distributionId: 'EDFDVBD6EXAMPLE',
  requestId: 'bGVkZ2UtdGVzdGluZy0wMDAwMDAwMDAwMDAwMDAwMDAwMA==',
}

/** What the builders of all triggers take. */
export interface ConfigInit {
  /** Fields of the event's `config`: `distributionId`, `distributionDomainName`, `requestId`. */
  readonly config?: Partial<Omit<CloudFrontConfig, 'eventType'>>
}

export function triggerEvent<T extends Trigger>(
  eventType: T,
  fields: ConfigInit['config'],
  request: CloudFrontRequest,
  response?: CloudFrontResponse,
): TriggerEvent<T> {
  const cf = { config: { ...config, ...fields, eventType }, request, ...(response && { response }) }
  return { Records: [{ cf: cf as TriggerRecord<T> }] }
}
