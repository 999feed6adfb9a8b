import type { CloudFrontRecord, CloudFrontRequest, LambdaContext, Trigger } from '../event.js'
import { type Device, DeviceView } from '../message/device.js'
import { Draft } from '../message/draft.js'
import { type Geo, GeoView } from '../message/geo.js'
import { type Origin, OriginView } from '../message/origin.js'
import { RequestView, type WritableRequest } from '../message/request.js'
import { type CommonContext, ContextBase, type Host, type TriggerKind } from './base.js'

/**
 * Runs when CloudFront goes to an origin, so on cache misses only. An answer given here is cached and
 * served to everyone with the same cache key: decide on nothing that is not in the key.
 */
export interface OriginRequestContext<Params, Bans extends Trigger = 'origin-request'>
  extends CommonContext<'origin-request', Params> {
  readonly request: WritableRequest<Bans> & {
    /** The origin that CloudFront is about to ask. */
    readonly origin: Origin
  }
  readonly geo: Geo
  readonly device: Device
}

class OriginRequestView extends RequestView {
  private readonly _origin: OriginView

  constructor(draft: Draft<CloudFrontRequest>) {
    super(draft)
    this._origin = new OriginView(draft)
  }

  get origin(): OriginView {
    return this._origin
  }
}

class OriginRequest extends ContextBase<'origin-request', CloudFrontRequest> {
  readonly trigger = 'origin-request'
  readonly request: OriginRequestView

  constructor(cf: CloudFrontRecord, lambda: LambdaContext | undefined, host: Host) {
    const draft = new Draft(cf.request)
    super(cf, lambda, host, draft)
    this.request = new OriginRequestView(draft)
  }

  get event(): CloudFrontRecord {
    return { ...this.cf, request: this.draft.message }
  }

  get geo(): Geo {
    return new GeoView(this.request.headers)
  }

  get device(): Device {
    return new DeviceView(this.request.headers)
  }
}

export const originRequest: TriggerKind = {
  trigger: 'origin-request',
  replies: true,
  message: 'request',
  createContext: (cf, lambda, host) => new OriginRequest(cf, lambda, host),
}
