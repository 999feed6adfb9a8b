// CloudFront's events as @types/aws-lambda has them: what a project may already be typed with.
import type {
  Context as AwsContext,
  CloudFrontEvent as AwsEvent,
  CloudFrontHeaders as AwsHeaders,
  CloudFrontRequest as AwsRequest,
  CloudFrontResponse as AwsResponse,
  CloudFrontRequestEvent,
  CloudFrontRequestHandler,
  CloudFrontRequestResult,
  CloudFrontResponseEvent,
  CloudFrontResponseHandler,
  CloudFrontResponseResult,
  CloudFrontResultResponse,
} from 'aws-lambda'
import {
  type CloudFrontConfig,
  type CloudFrontCustomOrigin,
  type CloudFrontEvent,
  type CloudFrontHeaders,
  type CloudFrontRecord,
  type CloudFrontResponse,
  type CloudFrontS3Origin,
  fromHandler,
  type Handler,
  type LambdaContext,
  ledge,
  type Trigger,
} from 'ledge'
import { expectTypeOf } from 'vitest'

const handler = ledge().handler('viewer-request')

// Theirs to ours: an event of theirs goes into a handler of ours, with their context.
declare const requestEvent: CloudFrontRequestEvent
declare const responseEvent: CloudFrontResponseEvent
declare const context: AwsContext
void handler(requestEvent, context)
void handler(responseEvent)
expectTypeOf<AwsEvent['config']>().toExtend<CloudFrontConfig>()
expectTypeOf<AwsHeaders>().toExtend<CloudFrontHeaders>()
expectTypeOf<AwsResponse>().toExtend<CloudFrontResponse>()
expectTypeOf<AwsContext>().toExtend<LambdaContext>()
expectTypeOf<AwsEvent['config']['eventType']>().toEqualTypeOf<Trigger>()

// Ours to theirs: the fields are the same ones.
expectTypeOf<CloudFrontConfig>().toExtend<AwsEvent['config']>()
expectTypeOf<keyof CloudFrontRecord['request']>().toEqualTypeOf<keyof AwsRequest>()
expectTypeOf<keyof CloudFrontResponse>().toEqualTypeOf<keyof CloudFrontResultResponse>()
expectTypeOf<keyof CloudFrontCustomOrigin>().toEqualTypeOf<
  keyof NonNullable<NonNullable<AwsRequest['origin']>['custom']>
>()
expectTypeOf<keyof CloudFrontS3Origin>().toEqualTypeOf<
  keyof NonNullable<NonNullable<AwsRequest['origin']>['s3']>
>()

// Where one of their handlers is expected, one of ours stands with a word on what it gives back. Without
// it does not compile, and should not: their header lists may be changed in place, ours are shared, and
// by their types a bucket without an access identity has no region, where CloudFront sends an empty one.
export const onRequest: CloudFrontRequestHandler = async (event, context) =>
  (await handler(event, context)) as CloudFrontRequestResult
export const onResponse: CloudFrontResponseHandler = async (event, context) =>
  (await ledge().handler('viewer-response')(event, context)) as CloudFrontResponseResult
// @ts-expect-error header lists are read-only
export const asItIs: CloudFrontRequestHandler = handler

// A handler of theirs is a step of ours.
declare const theirs: CloudFrontRequestHandler
declare const theirsLate: CloudFrontResponseHandler
ledge().viewerRequest(fromHandler(theirs)).originRequest(fromHandler(theirs))
ledge().originResponse(fromHandler(theirsLate)).viewerResponse(fromHandler(theirsLate))

// A part of an event, as in many a unit test.
void handler({ Records: [{ cf: { request: { uri: '/', headers: {} } } }] })
expectTypeOf<CloudFrontEvent>().toExtend<Parameters<Handler>[0]>()

// @ts-expect-error no event at all
void handler({})
// @ts-expect-error the record is not in its list
void handler({ Records: { cf: { request: {} } } })
// @ts-expect-error an event's request has an address
export const incomplete: CloudFrontRecord['request'] = {
  method: 'GET',
  uri: '/',
  querystring: '',
  headers: {},
}
// @ts-expect-error a line is an object with a value
export const flat: CloudFrontHeaders = { host: ['shop.example'] }
// @ts-expect-error nothing runs there
export const elsewhere: Trigger = 'origin-fetch'
