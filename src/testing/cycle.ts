import type { App } from '../app.js'
import type { CloudFrontConfig, CloudFrontRequest, CloudFrontResponse, Trigger } from '../event.js'
import type { Visitor } from './device.js'
import { answerOf, type OriginAnswer, split } from './origin-answer.js'
import type { OriginInit } from './origin-events.js'
import { type Policies, requestToOrigin } from './policies.js'
import { type RunOptions, run } from './run.js'
import type { RunOutcome } from './run-outcome.js'
import { SeenResponse } from './seen-response.js'
import { type TriggerEvent, triggerEvent } from './trigger-event.js'

/** A request's way through CloudFront. A trigger that did not run, or has no steps, is undefined. */
export interface Cycle {
  readonly viewerRequest?: RunOutcome<'viewer-request'> | undefined
  readonly originRequest?: RunOutcome<'origin-request'> | undefined
  readonly originResponse?: RunOutcome<'origin-response'> | undefined
  readonly viewerResponse?: RunOutcome<'viewer-response'> | undefined
  /** Whether the cache had a response; `skipped` where viewer-request answered. */
  readonly cache: 'hit' | 'miss' | 'skipped'
  /** What the viewer gets. */
  readonly response: SeenResponse
}

/** A response as it is kept, with its body. */
export interface Stored {
  readonly response: CloudFrontResponse
  /** Whether it is an error of the origin's own, for which viewer-response does not run. */
  readonly originError: boolean
}

/** Where a cycle looks for a response, and leaves one. */
export interface Store {
  find(request: CloudFrontRequest): Stored | undefined
  keep(request: CloudFrontRequest, stored: Stored): void
}

/** All that lies on the way. */
export interface Site {
  readonly app: App
  readonly origin: (request: CloudFrontRequest) => OriginAnswer | Promise<OriginAnswer>
  readonly configured: OriginInit | undefined
  readonly policies: Policies
  readonly visitor: Visitor
  readonly store: Store
  readonly options: RunOptions
}

/**
 * Runs the triggers in CloudFront's order, and only those whose turn it is:
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/lambda-cloudfront-trigger-events.html
 */
export async function cycle(event: TriggerEvent<'viewer-request'>, site: Site): Promise<Cycle> {
  const { config, request: came } = event.Records[0].cf
  const at = runner(site, config)
  const viewerRequest = await at('viewer-request', came)
  if (viewerRequest && !goesOn(viewerRequest)) {
    return { viewerRequest, cache: 'skipped', response: seen(goingOut(viewerRequest), came) }
  }
  const request = (viewerRequest?.result ?? came) as CloudFrontRequest

  const found = site.store.find(request)
  const fetched = found ? undefined : await fetchFrom(request, site, at)
  if (fetched) site.store.keep(request, fetched)
  const { response, originError } = (found ?? fetched) as Stored
  const { originRequest, originResponse } = fetched ?? {}
  const cache = found ? 'hit' : 'miss'

  const { head, content } = split(response)
  const viewerResponse = originError ? undefined : await at('viewer-response', request, head)
  const last = viewerResponse ? { ...content, ...goingOut(viewerResponse) } : response
  return {
    viewerRequest,
    originRequest,
    originResponse,
    viewerResponse,
    cache,
    response: seen(last, came),
  }
}

/** A cache miss. */
async function fetchFrom(
  request: CloudFrontRequest,
  { visitor, policies, configured, origin }: Site,
  at: Runner,
): Promise<Stored & Pick<Cycle, 'originRequest' | 'originResponse'>> {
  const sent = requestToOrigin(request, visitor, policies, configured)
  const originRequest = await at('origin-request', sent)
  if (originRequest && !goesOn(originRequest)) {
    const originError = isRefused(originRequest)
    return { response: goingOut(originRequest), originError, originRequest }
  }
  const asked = (originRequest?.result ?? sent) as CloudFrontRequest
  const { head, content } = split(answerOf(await origin(asked)))
  const originResponse = await at('origin-response', asked, head)
  return {
    response: { ...content, ...(originResponse ? goingOut(originResponse) : head) },
    originError: Number(head.status) >= 400 || isRefused(originResponse),
    originRequest,
    originResponse,
  }
}

type Runner = <T extends Trigger>(
  trigger: T,
  request: CloudFrontRequest,
  response?: CloudFrontResponse,
) => Promise<RunOutcome<T> | undefined>

function runner({ app, options }: Site, config: CloudFrontConfig): Runner {
  const active = app.triggers()
  return async (trigger, request, response) =>
    active.includes(trigger)
      ? run(app, triggerEvent(trigger, config, request, response), options)
      : undefined
}

function goesOn(outcome: RunOutcome): boolean {
  return outcome.kind === 'passed' && !isRefused(outcome)
}

/** Only where the options let a refused result pass. */
function isRefused(outcome: RunOutcome | undefined): boolean {
  return outcome?.findings.some(({ severity }) => severity === 'error') ?? false
}

/** What CloudFront makes of a response that a function gave back. */
function goingOut(outcome: RunOutcome): CloudFrontResponse {
  if (!isRefused(outcome)) return outcome.result as CloudFrontResponse
  const xCache = [{ key: 'X-Cache', value: 'LambdaValidationError from cloudfront' }]
  return {
    status: '502',
    statusDescription: 'Bad Gateway',
    headers: { 'x-cache': xCache },
    body: '',
  }
}

/** As it reaches the viewer: to a HEAD without the body. */
function seen(response: CloudFrontResponse, { method }: CloudFrontRequest): SeenResponse {
  return new SeenResponse(method === 'HEAD' ? { ...response, body: '' } : response)
}
