import type {
  CloudFrontOrigin,
  CloudFrontRecord,
  CloudFrontResponse,
  LambdaContext,
  Trigger,
} from '../event.js'
import { type Device, DeviceView } from '../message/device.js'
import { Draft } from '../message/draft.js'
import { type Geo, GeoView } from '../message/geo.js'
import { moveInto, type Reply } from '../message/reply.js'
import { FixedDraft, type ReadableRequest, RequestView } from '../message/request.js'
import { type OriginResponse, OriginResponseView } from '../message/response.js'
import { readOnlyInOriginResponse } from '../rules/headers.js'
import { type CommonContext, ContextBase, type Host, type TriggerKind } from './base.js'

/**
 * Runs when an origin has answered, whatever the status, before the response is cached: what it makes
 * of the response is what everyone with the same cache key gets.
 */
export interface OriginResponseContext<Params, Bans extends Trigger = 'origin-response'>
  extends CommonContext<'origin-response', Params> {
  /** As it was sent to the origin. */
  readonly request: ReadableRequest & {
    /** The origin that answered. */
    readonly origin: CloudFrontOrigin | undefined
  }
  readonly response: OriginResponse<Bans>
  readonly geo: Geo
  readonly device: Device
}

class SentRequestView extends RequestView {
  readonly origin: CloudFrontOrigin | undefined

  constructor(cf: CloudFrontRecord) {
    super(new FixedDraft(cf.request ?? {}))
    this.origin = cf.request?.origin
  }
}

class OriginResponseStep extends ContextBase<'origin-response', CloudFrontResponse> {
  readonly trigger = 'origin-response'
  readonly response: OriginResponseView
  private _request: SentRequestView | undefined

  constructor(cf: CloudFrontRecord, lambda: LambdaContext | undefined, host: Host) {
    const draft = new Draft(cf.response as CloudFrontResponse)
    super(cf, lambda, host, draft)
    this.response = new OriginResponseView(draft)
  }

  get request(): SentRequestView {
    this._request ??= new SentRequestView(this.cf)
    return this._request
  }

  get event(): CloudFrontRecord {
    return { ...this.cf, response: this.draft.message }
  }

  /**
   * The reply replaces the origin's response and is `ctx.response` from here on. CloudFront checks
   * the read-only headers of the trigger against the event even then: one that is missing is a 502.
   */
  override accept(reply: Reply): void {
    if (!moveInto(this.draft, reply)) return
    // A body that is left out is the origin's, which is not what the reply's headers describe.
    if (this.draft.get('body') === undefined) this.draft.set('body', '')
    for (const name of readOnlyInOriginResponse) {
      this.response.headers.replace(name, this.cf.response?.headers?.[name] ?? [])
    }
  }

  get geo(): Geo {
    return new GeoView(this.request.headers)
  }

  get device(): Device {
    return new DeviceView(this.request.headers)
  }
}

export const originResponse: TriggerKind = {
  trigger: 'origin-response',
  replies: true,
  message: 'response',
  createContext: (cf, lambda, host) => new OriginResponseStep(cf, lambda, host),
}
