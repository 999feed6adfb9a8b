import type { CloudFrontRecord, CloudFrontRequest, LambdaContext, Trigger } from '../event.js'
import { Draft } from '../message/draft.js'
import { RequestView, type WritableRequest } from '../message/request.js'
import { type CommonContext, ContextBase, type Host, type TriggerKind } from './base.js'

/**
 * Runs on every request, before the cache lookup: what it changes is what the cache key is made of.
 * An answer given here goes straight to the viewer and is not cached; no other trigger runs.
 */
export interface ViewerRequestContext<Params, Bans extends Trigger = 'viewer-request'>
  extends CommonContext<'viewer-request', Params> {
  readonly request: WritableRequest<Bans>
}

class ViewerRequest extends ContextBase<'viewer-request', CloudFrontRequest> {
  readonly trigger = 'viewer-request'
  readonly request: RequestView

  constructor(cf: CloudFrontRecord, lambda: LambdaContext | undefined, host: Host) {
    const draft = new Draft(cf.request)
    super(cf, lambda, host, draft)
    this.request = new RequestView(draft)
  }

  get event(): CloudFrontRecord {
    return { ...this.cf, request: this.draft.message }
  }
}

export const viewerRequest: TriggerKind = {
  trigger: 'viewer-request',
  replies: true,
  message: 'request',
  createContext: (cf, lambda, host) => new ViewerRequest(cf, lambda, host),
}
