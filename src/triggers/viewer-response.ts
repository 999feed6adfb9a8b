import { EdgeError } from '../error.js'
import type { CloudFrontRecord, CloudFrontResponse, LambdaContext, Trigger } from '../event.js'
import { Draft } from '../message/draft.js'
import type { Reply } from '../message/reply.js'
import { FixedDraft, type ReadableRequest, RequestView } from '../message/request.js'
import { type PassingResponse, PassingResponseView } from '../message/response.js'
import { type CommonContext, ContextBase, type Host, type TriggerKind } from './base.js'

/**
 * Runs before a response goes to the viewer, from the cache or not; what it changes is not cached.
 * CloudFront runs it neither for answers of viewer-request nor where the origin answered 400 or above.
 */
export interface ViewerResponseContext<Params, Bans extends Trigger = 'viewer-response'>
  extends CommonContext<'viewer-response', Params> {
  /** As viewer-request left it. */
  readonly request: ReadableRequest
  readonly response: PassingResponse<Bans>
}

class ViewerResponse extends ContextBase<'viewer-response', CloudFrontResponse> {
  readonly trigger = 'viewer-response'
  readonly response: PassingResponseView
  private _request: RequestView | undefined

  constructor(cf: CloudFrontRecord, lambda: LambdaContext | undefined, host: Host) {
    const draft = new Draft(cf.response as CloudFrontResponse)
    super(cf, lambda, host, draft)
    this.response = new PassingResponseView(draft)
  }

  override accept(_reply: Reply, by: string): never {
    throw new EdgeError(
      'reply-not-allowed',
      `${by} returned a reply, but viewer-response can only pass the response on.`,
    )
  }

  get request(): RequestView {
    this._request ??= new RequestView(new FixedDraft(this.cf.request ?? {}))
    return this._request
  }

  get event(): CloudFrontRecord {
    return { ...this.cf, response: this.draft.message }
  }
}

export const viewerResponse: TriggerKind = {
  trigger: 'viewer-response',
  replies: false,
  message: 'response',
  createContext: (cf, lambda, host) => new ViewerResponse(cf, lambda, host),
}
