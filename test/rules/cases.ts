/** For each rule results that break it, and one just inside it. */
import type { CloudFrontEvent, Trigger } from '../../src/event.js'
import type { RuleId, Severity, ValidateOptions } from '../../src/rules/index.js'
import * as events from '../fixtures/events.js'
import { lines } from '../fixtures/events.js'

export interface Case {
  readonly what: string
  readonly trigger: Trigger
  readonly event: CloudFrontEvent
  readonly broken: unknown
  readonly inside: unknown
  readonly path: string
  readonly message: string
  readonly severity?: Severity
  /** What else the broken result breaks, unavoidably. */
  readonly also?: readonly RuleId[]
  readonly options?: ValidateOptions
}

type Found = Exclude<RuleId, 'throws' | 'throttled'>

type Fields = Record<string, unknown>

/** What a function may hand back where no case says otherwise: the event's own message. */
const request = (event: CloudFrontEvent, changes: Fields = {}): Fields => ({
  ...event.Records[0].cf.request,
  ...changes,
})
const response = (event: CloudFrontEvent, changes: Fields = {}): Fields => ({
  ...event.Records[0].cf.response,
  ...changes,
})
const headersOf = (message: Fields): Fields => message.headers as Fields
/** The message with headers set, or deleted where they are undefined. */
const withHeaders = (message: Fields, headers: Fields): Fields => ({
  ...message,
  headers: { ...headersOf(message), ...headers },
})

const vr = { trigger: 'viewer-request', event: events.viewerRequest() } as const
const post = { trigger: 'viewer-request', event: events.viewerRequestWithBody() } as const
const or = { trigger: 'origin-request', event: events.originRequestCustom() } as const
const orS3 = { trigger: 'origin-request', event: events.originRequestS3() } as const
const ors = { trigger: 'origin-response', event: events.originResponse() } as const
const chunked = { trigger: 'origin-response', event: events.originResponseChunked500() } as const
const vres = { trigger: 'viewer-response', event: events.viewerResponse() } as const

const reply = (changes: Fields = {}): Fields => ({ status: '200', ...changes })

/** A request from an origin-request event whose body was included. */
const orPost = {
  trigger: 'origin-request',
  event: events.originRequestCustom({
    method: 'POST',
    body: { inputTruncated: false, action: 'read-only', encoding: 'base64', data: 'aGk=' },
  }),
} as const

const replaceBody = (base: { event: CloudFrontEvent }, data: unknown, encoding: unknown): Fields =>
  request(base.event, { body: { inputTruncated: false, action: 'replace', encoding, data } })

const withOrigin = (fields: Fields, base: { event: CloudFrontEvent } = or): Fields =>
  request(base.event, { origin: { custom: { ...events.customOrigin(), ...fields } } })

const withS3 = (fields: Fields): Fields => {
  const s3 = { ...events.s3Origin({ domainName: 'new.s3.amazonaws.com' }), ...fields }
  return withHeaders(request(orS3.event, { origin: { s3 } }), {
    host: [{ key: 'Host', value: s3.domainName }],
  })
}

/** Headers of `bytes` bytes in all, under a name of one byte. */
const headersOfBytes = (bytes: number): Fields => ({
  a: [{ key: 'A', value: 'x'.repeat(bytes - 1) }],
})

/** A request that is so large as JSON, by a field that CloudFront does not know. */
const requestOfBytes = (bytes: number): Fields => {
  const head = Buffer.byteLength(JSON.stringify(request(or.event, { note: 'é' })))
  return request(or.event, { note: `é${'x'.repeat(bytes - head)}` })
}

const shapeText =
  'The Lambda function returned an invalid entry in the headers object: Each header entry in the headers object must be an array.'
const bodyText =
  'The Lambda function result failed validation: The body is not a string, is not an object, or exceeds the maximum size.'
const cookieText =
  'CloudFront stores this response with its Set-Cookie and sends the cookie of one visitor to the others.'
const actionText =
  'The body of a request is replaced with the action replace, where the association includes it:'
const originText = 'The Lambda function returned an invalid origin configuration:'
const customText = `${originText} One or more HeaderName or HeaderValue values are invalid.`
const sizeText = (bytes: number, limit: number): string =>
  `The Lambda function returned an invalid response, the length of the body size and header was ${bytes} bytes which exceeded the CloudFront limit of ${limit} bytes.`

export const cases: Readonly<Record<Found, readonly Case[]>> = {
  'result-not-json': [
    {
      ...vr,
      what: 'a function, as a handler gives that returns another',
      broken: () => ({}),
      inside: request(vr.event, { helper: () => 1 }),
      path: '',
      message: 'The Lambda function returned invalid JSON: The JSON output is not parsable.',
    },
    {
      ...vres,
      what: 'a BigInt',
      broken: response(vres.event, { big: 1n }),
      inside: response(vres.event, { big: 1 }),
      path: '',
      message: 'The Lambda function returned invalid JSON: The JSON output is not parsable.',
    },
  ],
  'result-not-object': [undefined, null, [], 'a text', 7, true, Number.NaN].map((broken) => ({
    ...ors,
    what: String(JSON.stringify(broken)),
    broken,
    inside: response(ors.event),
    path: '',
    message: `The Lambda function returned invalid JSON: The JSON output must be an object type. Got ${
      Array.isArray(broken) ? 'an array of 0' : (JSON.stringify(broken) ?? 'null')
    }.`,
  })),
  'result-too-large': [
    {
      ...or,
      what: '6,291,457 bytes of JSON',
      broken: requestOfBytes(6_291_457),
      inside: requestOfBytes(6_291_456),
      path: '',
      message:
        'The result is larger than the 6291456 bytes that Lambda takes back, so it never reaches CloudFront.',
    },
  ],
  'response-trigger-must-return-response': [
    {
      ...ors,
      what: 'the request',
      broken: request(ors.event),
      inside: response(ors.event),
      path: '',
      message:
        'A response trigger gives back a response, got an object with clientIp, method, uri, querystring, headers.',
    },
    {
      ...vres,
      what: 'the whole event',
      broken: vres.event,
      inside: response(vres.event),
      path: '',
      message: 'A response trigger gives back a response, got an object with Records.',
    },
    {
      ...vres,
      what: 'nothing in an object',
      broken: {},
      inside: response(vres.event),
      path: '',
      message: 'A response trigger gives back a response, got an object with no keys.',
    },
  ],
  'status-missing': [
    {
      ...or,
      what: "API Gateway's form",
      broken: { statusCode: 200, body: 'hello' },
      inside: reply({ body: 'hello' }),
      path: 'status',
      message: 'A response needs a status, got an object with statusCode, body.',
    },
    {
      ...vr,
      what: 'the whole event',
      broken: vr.event,
      inside: reply(),
      path: 'status',
      message: 'A response needs a status, got an object with Records.',
    },
    {
      ...vres,
      what: 'a response whose status was dropped',
      broken: response(vres.event, { status: undefined }),
      inside: response(vres.event),
      path: 'status',
      message: 'A response needs a status, got an object with statusDescription, headers.',
    },
  ],
  'status-range': [
    ...[199, 600, '199', '600', 200.5, -200, '0200', '200 OK', 'OK', '', null, true, [200], {}].map(
      (status) => ({
        ...vr,
        what: JSON.stringify(status),
        broken: reply({ status }),
        inside: reply({ status: 200 }),
        path: 'status',
        message: `The status must be a whole number from 200 to 599, or one as text, got ${
          Array.isArray(status)
            ? 'an array of 1'
            : status !== null && typeof status === 'object'
              ? 'an object with no keys'
              : JSON.stringify(status)
        }.`,
      }),
    ),
    ...(['200', '599', 200, 599, 404.0] as const).map((status) => ({
      ...chunked,
      what: `next to ${JSON.stringify(status)}`,
      broken: response(chunked.event, { status: '99' }),
      inside: response(chunked.event, { status }),
      path: 'status',
      message: 'The status must be a whole number from 200 to 599, or one as text, got "99".',
    })),
  ],
  'status-description': [
    {
      ...vr,
      what: 'a line break',
      broken: reply({ statusDescription: 'OK\r\nx-evil: 1' }),
      inside: reply({ statusDescription: 'OK' }),
      path: 'statusDescription',
      message:
        'The statusDescription must be a text without control characters, got "OK\\r\\nx-evil: 1".',
    },
    {
      ...ors,
      what: 'a number',
      broken: response(ors.event, { statusDescription: 200 }),
      inside: response(ors.event, { statusDescription: undefined }),
      path: 'statusDescription',
      message: 'The statusDescription must be a text without control characters, got 200.',
    },
  ],
  'viewer-response-status-change': [
    {
      ...vres,
      what: 'another status',
      broken: response(vres.event, { status: '404' }),
      inside: response(vres.event, { status: 200 }),
      path: 'status',
      message: 'The status is read-only in viewer-response. It was "200" and is now "404".',
    },
    {
      ...vres,
      what: 'another status, where that is ignored',
      broken: response(vres.event, { status: 404 }),
      inside: response(vres.event),
      options: { viewerResponseStatus: 'ignored' },
      severity: 'warning',
      path: 'status',
      message: 'The status is read-only in viewer-response. It was "200" and is now 404.',
    },
  ],
  'headers-shape': [
    {
      ...vr,
      what: 'a text for a list of lines',
      broken: reply({ headers: { 'content-type': 'text/html' } }),
      inside: reply({ headers: { 'content-type': [{ value: 'text/html' }] } }),
      path: 'headers.content-type',
      message: `${shapeText} headers.content-type is "text/html".`,
    },
    {
      ...ors,
      what: 'one line without its list',
      broken: withHeaders(response(ors.event), { 'x-a': { key: 'X-A', value: '1' } }),
      inside: withHeaders(response(ors.event), { 'x-a': [{ key: 'X-A', value: '1' }] }),
      path: 'headers.x-a',
      message: `${shapeText} headers.x-a is an object with key, value.`,
    },
    {
      ...or,
      what: 'texts for lines',
      broken: withHeaders(request(or.event), { 'x-a': ['1'] }),
      inside: withHeaders(request(or.event), { 'x-a': [{ value: '1' }] }),
      path: 'headers.x-a',
      message: `${shapeText} headers.x-a is "1".`,
    },
    {
      ...or,
      what: 'a key that is no text',
      broken: withHeaders(request(or.event), { 'x-a': [{ key: 7, value: '1' }] }),
      inside: withHeaders(request(or.event), { 'x-a': [] }),
      path: 'headers.x-a',
      message: `${shapeText} headers.x-a is an object with key, value.`,
    },
    {
      ...vr,
      what: 'a list for the object',
      broken: reply({ headers: [{ key: 'A', value: '1' }] }),
      inside: reply({ headers: {} }),
      path: 'headers',
      message: `${shapeText} headers is an array of 1.`,
    },
  ],
  'header-value-type': [
    {
      ...vr,
      what: 'a number',
      broken: reply({ headers: { 'x-count': [{ key: 'X-Count', value: 7 }] } }),
      inside: reply({ headers: { 'x-count': [{ key: 'X-Count', value: '7' }] } }),
      path: 'headers.x-count',
      message:
        'The Lambda function returned an invalid entry in the headers object, the value of each header value must be of string or array of string type, header :X-Count has one or more entries whose value is neither string nor array of strings.',
    },
    {
      ...vres,
      what: 'undefined, which JSON drops',
      broken: withHeaders(response(vres.event), { 'x-a': [{ key: 'X-A', value: undefined }] }),
      inside: withHeaders(response(vres.event), { 'x-a': [{ key: 'X-A', value: '' }] }),
      path: 'headers.x-a',
      message:
        'The Lambda function returned an invalid entry in the headers object, the value of each header value must be of string or array of string type, header :X-A has one or more entries whose value is neither string nor array of strings.',
    },
  ],
  'header-key-mismatch': [
    {
      ...ors,
      what: 'a line copied under another name',
      broken: withHeaders(response(ors.event), {
        'last-modified': [{ key: 'X-Amz-Meta-Last-Modified', value: '1' }],
      }),
      inside: withHeaders(response(ors.event), {
        'last-modified': [{ key: 'lAST-mODIFIED', value: '1' }],
      }),
      severity: 'warning',
      path: 'headers.last-modified',
      message:
        'The header stands under "last-modified" with the key "X-Amz-Meta-Last-Modified"; nothing says which of the two is sent.',
    },
    {
      ...vr,
      what: 'a name in capitals',
      broken: reply({ headers: { Location: [{ value: '/' }] } }),
      inside: reply({ headers: { location: [{ value: '/' }] } }),
      severity: 'warning',
      path: 'headers.location',
      message:
        'The header stands under "Location" with the key "Location"; nothing says which of the two is sent.',
    },
  ],
  'header-chars': [
    {
      ...vr,
      what: 'a line break in a value',
      broken: reply({ headers: lines({ Location: '/\r\nset-cookie: a=b' }) }),
      inside: reply({ headers: lines({ Location: '/%0D%0Aset-cookie:\ta=b' }) }),
      path: 'headers.location',
      message:
        "Lambda function result validation failed, the function returned an invalid header, invalid character : '%0D' in header value, headerName : Location.",
    },
    ...['\0', '\n', '\x1f', '\x7f', '\x80'].map((character) => ({
      ...or,
      what: `a control character, ${JSON.stringify(character)}`,
      broken: withHeaders(request(or.event), lines({ 'X-A': `a${character}b` })),
      inside: withHeaders(request(or.event), lines({ 'X-A': 'a\tb ~é☂' })),
      path: 'headers.x-a',
      message: `Lambda function result validation failed, the function returned an invalid header, invalid character : '%${character
        .charCodeAt(0)
        .toString(16)
        .toUpperCase()
        .padStart(2, '0')}' in header value, headerName : X-A.`,
    })),
    {
      ...ors,
      what: 'a space in a name',
      broken: withHeaders(response(ors.event), lines({ 'X A': '1' })),
      inside: withHeaders(response(ors.event), lines({ "x!#$%&'*+-.^_`|~9": '1' })),
      path: 'headers.x a',
      message:
        "Lambda function result validation failed, the function returned an invalid header, invalid character : '%20' in header name, headerName : X A.",
    },
    {
      ...vres,
      what: 'an empty name',
      broken: withHeaders(response(vres.event), { '': [{ key: '', value: '1' }] }),
      inside: withHeaders(response(vres.event), { a: [{ key: 'a', value: '' }] }),
      path: 'headers.',
      message:
        "Lambda function result validation failed, the function returned an invalid header, invalid character : '' in header name, headerName : .",
    },
  ],
  'header-disallowed': [
    {
      ...vr,
      what: 'on a reply',
      broken: reply({ headers: lines({ Connection: 'keep-alive' }) }),
      inside: reply({ headers: lines({ 'X-Connection': 'keep-alive' }) }),
      path: 'headers.connection',
      message:
        'The Lambda function result failed validation: The function tried to add a blacklisted header. headerName : Connection.',
    },
    {
      ...or,
      what: 'by its prefix',
      broken: withHeaders(request(or.event), lines({ 'X-Edge-Anything': '1' })),
      inside: withHeaders(request(or.event), lines({ 'X-Edg': '1', 'X-Amz-Meta-A': '1' })),
      path: 'headers.x-edge-anything',
      message:
        'The Lambda function result failed validation: The function tried to add a blacklisted header. headerName : X-Edge-Anything.',
    },
    {
      ...vres,
      what: 'under another name, by its key',
      broken: withHeaders(response(vres.event), { 'x-a': [{ key: 'X-Cache', value: '1' }] }),
      inside: withHeaders(response(vres.event), { 'x-a': [{ key: 'X-A', value: '1' }] }),
      also: ['header-key-mismatch'],
      path: 'headers.x-cache',
      message:
        'The Lambda function result failed validation: The function tried to add a blacklisted header. headerName : X-Cache.',
    },
  ],
  'header-read-only': [
    {
      ...vr,
      what: 'changed',
      broken: withHeaders(request(vr.event), lines({ Host: 'other.example' })),
      inside: withHeaders(request(vr.event), { host: [{ key: 'HOST', value: 'shop.example' }] }),
      path: 'headers.host',
      message:
        'Lambda function result failed validation, the function tried to change read-only header, headerName : Host.',
    },
    {
      ...chunked,
      what: 'deleted',
      broken: withHeaders(response(chunked.event), { 'transfer-encoding': undefined }),
      inside: withHeaders(response(chunked.event), { server: undefined }),
      path: 'headers.transfer-encoding',
      message:
        'Lambda function result failed validation, the function tried to delete read-only header, headerName : Transfer-Encoding.',
    },
    {
      ...or,
      what: 'added',
      broken: withHeaders(request(or.event), lines({ 'If-None-Match': '"a"' })),
      inside: withHeaders(request(or.event), lines({ 'If-Match': '"a"', Host: 'api.example' })),
      path: 'headers.if-none-match',
      message:
        'Lambda function result failed validation, the function tried to add read-only header, headerName : If-None-Match.',
    },
    {
      ...or,
      what: 'on a reply',
      broken: reply({ headers: lines({ 'Content-Length': '5' }), body: 'hello' }),
      inside: reply({ headers: lines({ 'Content-Type': 'text/plain' }), body: 'hello' }),
      path: 'headers.content-length',
      message:
        'Lambda function result failed validation, the function tried to add read-only header, headerName : Content-Length.',
    },
    {
      ...vres,
      what: 'one line more',
      broken: withHeaders(response(vres.event), lines({ Warning: ['1', '2'] })),
      inside: withHeaders(response(vres.event), lines({ 'X-Warning': ['1', '2'] })),
      path: 'headers.warning',
      message:
        'Lambda function result failed validation, the function tried to add read-only header, headerName : Warning.',
    },
  ],
  'header-amzn': [
    {
      ...or,
      what: 'one that is no longer on the list',
      broken: withHeaders(request(or.event), lines({ 'X-Amzn-Trace-Id': '1' })),
      inside: withHeaders(request(or.event), lines({ 'X-Amz-Meta-Trace': '1' })),
      severity: 'warning',
      path: 'headers.x-amzn-trace-id',
      message: 'X-Amzn-Trace-Id is a name of AWS: until 2021 all of X-Amzn-* was refused.',
    },
  ],
  'viewer-country-added': [
    {
      ...vr,
      what: 'added',
      broken: withHeaders(request(vr.event), lines({ 'CloudFront-Viewer-Country': 'DE' })),
      inside: withHeaders(request(vr.event), lines({ 'X-Viewer-Country': 'DE' })),
      path: 'headers.cloudfront-viewer-country',
      message: 'Cloudfront-Viewer-Country cannot be added in viewer-request.',
    },
  ],
  'cloudfront-header-in-viewer-request': [
    {
      ...vr,
      what: 'set where the viewer has not sent it',
      broken: withHeaders(request(vr.event), lines({ 'CloudFront-Viewer-City': 'Ulm' })),
      inside: withHeaders(request(vr.event), lines({ 'X-City': 'Ulm' })),
      severity: 'warning',
      path: 'headers.cloudfront-viewer-city',
      message:
        'In viewer-request Cloudfront-Viewer-City is not yet set by CloudFront: it says what the viewer claims, and is overwritten afterwards.',
    },
  ],
  'headers-size': [
    {
      ...ors,
      what: '20,481 bytes of headers',
      broken: response(ors.event, { headers: headersOfBytes(20_481) }),
      inside: response(ors.event, { headers: headersOfBytes(20_480) }),
      severity: 'warning',
      path: 'headers',
      message:
        'Headers, uri and query string have 20481 bytes together; CloudFront takes 20480 of a request or of the headers of an origin.',
    },
    {
      ...or,
      what: 'uri and query string counted',
      event: events.originRequestCustom({ headers: {} }),
      broken: request(or.event, { headers: headersOfBytes(20_477), uri: '/a', querystring: 'é' }),
      inside: request(or.event, { headers: headersOfBytes(20_477), uri: '/', querystring: 'é' }),
      severity: 'warning',
      path: 'headers',
      message:
        'Headers, uri and query string have 20481 bytes together; CloudFront takes 20480 of a request or of the headers of an origin.',
    },
  ],
  'body-type': [
    {
      ...vr,
      what: 'an object',
      broken: reply({ body: { hello: 'world' } }),
      inside: reply({ body: '{"hello":"world"}' }),
      path: 'body',
      message: `${bodyText} body is an object with hello.`,
    },
    {
      ...ors,
      what: 'null',
      broken: response(ors.event, { body: null }),
      inside: response(ors.event, { body: undefined }),
      path: 'body',
      message: `${bodyText} body is null.`,
    },
    {
      ...post,
      what: "a request's body that is no object",
      broken: request(post.event, { body: 'name=Ada' }),
      inside: request(post.event),
      path: 'body',
      message: `${bodyText} body is "name=Ada".`,
    },
    {
      ...post,
      what: 'replacing data that are no text',
      broken: replaceBody(post, [1], 'text'),
      inside: replaceBody(post, '[1]', 'text'),
      path: 'body.data',
      message: `${bodyText} body.data is an array of 1.`,
    },
  ],
  'body-encoding': [
    {
      ...vr,
      what: 'an unknown one',
      broken: reply({ body: 'aGk=', bodyEncoding: 'hex' }),
      inside: reply({ body: 'hi', bodyEncoding: 'text' }),
      path: 'bodyEncoding',
      message:
        'The bodyEncoding must be text or base64, and a base64 body must decode. bodyEncoding is "hex".',
    },
    ...['aGk', 'aG-_', 'aGk=\n', 'a===', 'aG=k'].map((body) => ({
      ...or,
      what: `base64 that does not decode, ${JSON.stringify(body)}`,
      broken: reply({ body, bodyEncoding: 'base64' }),
      inside: reply({ body: 'aGk=', bodyEncoding: 'base64' }),
      path: 'body',
      message: `The bodyEncoding must be text or base64, and a base64 body must decode. body is ${JSON.stringify(body)}.`,
    })),
  ],
  '204-with-body': [
    ...['204', 204].map((status) => ({
      ...vr,
      what: `status ${JSON.stringify(status)}`,
      broken: reply({ status, body: '' }),
      inside: reply({ status }),
      path: 'body',
      message: 'A response with status 204 must not have a body.',
    })),
  ],
  'viewer-response-body': [
    {
      ...vres,
      what: 'a body',
      broken: response(vres.event, { body: '' }),
      inside: response(vres.event),
      path: 'body',
      message: 'A body cannot be put in in viewer-response.',
    },
  ],
  'generated-size': [
    {
      ...vr,
      what: '40,961 bytes of body',
      broken: reply({ body: 'x'.repeat(40_961) }),
      inside: reply({ body: 'x'.repeat(40_960) }),
      path: 'body',
      message: sizeText(40961, 40960),
    },
    {
      ...vr,
      what: '40,961 bytes with a header, in UTF-8',
      broken: reply({ headers: lines({ 'X-A': 'é' }), body: 'x'.repeat(40_956) }),
      inside: reply({ headers: lines({ 'X-A': 'é' }), body: 'x'.repeat(40_955) }),
      path: 'body',
      message: sizeText(40961, 40960),
    },
    {
      ...or,
      what: '1,048,577 bytes of body',
      broken: reply({ body: 'x'.repeat(1_048_577) }),
      inside: reply({ body: 'x'.repeat(1_048_576) }),
      path: 'body',
      message: sizeText(1048577, 1048576),
    },
    {
      ...ors,
      what: '1,048,580 bytes of base64',
      broken: reply({ body: 'x'.repeat(1_048_580), bodyEncoding: 'base64' }),
      inside: reply({ body: 'x'.repeat(1_048_576), bodyEncoding: 'base64' }),
      path: 'body',
      message: sizeText(1048580, 1048576),
    },
    {
      ...vr,
      what: '40,961 bytes that base64 holds, where those count',
      broken: reply({ body: btoa('x'.repeat(40_961)), bodyEncoding: 'base64' }),
      inside: reply({ body: btoa('x'.repeat(40_960)), bodyEncoding: 'base64' }),
      options: { base64Body: 'decoded' },
      path: 'body',
      message: sizeText(40961, 40960),
    },
    {
      ...vres,
      what: '40,961 bytes of headers',
      event: events.viewerResponse({ headers: {} }),
      broken: response(vres.event, { headers: headersOfBytes(40_961) }),
      inside: response(vres.event, { headers: headersOfBytes(40_960) }),
      path: 'headers',
      message: sizeText(40961, 40960),
    },
  ],
  'stale-body-headers': [
    {
      ...ors,
      what: 'the content-encoding of the old body on a text',
      event: events.originResponse({ headers: lines({ 'Content-Encoding': 'gzip' }) }),
      broken: reply({ headers: lines({ 'Content-Encoding': 'gzip' }), body: 'sorry' }),
      inside: reply({ headers: lines({ 'Content-Encoding': 'gzip' }), body: '' }),
      path: 'headers.content-encoding',
      message: 'The body is replaced, but Content-Encoding still describes the old one.',
    },
    {
      ...ors,
      what: 'its validator, on bytes',
      event: events.originResponse({ headers: lines({ 'Content-Encoding': 'gzip', ETag: '"a"' }) }),
      broken: reply({
        headers: lines({ 'Content-Encoding': 'gzip', ETag: '"a"' }),
        body: 'H4sIAAAA',
        bodyEncoding: 'base64',
      }),
      inside: reply({
        headers: lines({ 'Content-Encoding': 'gzip', ETag: '"b"' }),
        body: 'H4sIAAAA',
        bodyEncoding: 'base64',
      }),
      severity: 'warning',
      path: 'headers.etag',
      message: 'The body is replaced, but Etag still describes the old one.',
    },
    {
      ...post,
      what: 'the content-encoding of a request',
      event: events.viewerRequestWithBody({ headers: lines({ 'Content-Encoding': 'br' }) }),
      broken: request(post.event, {
        headers: lines({ 'Content-Encoding': 'br' }),
        body: { action: 'replace', encoding: 'text', data: 'a=b' },
      }),
      inside: request(post.event, {
        headers: {},
        body: { action: 'replace', encoding: 'text', data: 'a=b' },
      }),
      path: 'headers.content-encoding',
      message: 'The body is replaced, but Content-Encoding still describes the old one.',
    },
  ],
  'set-cookie-cacheable': [
    {
      ...ors,
      what: 'a cookie on what may be stored',
      broken: withHeaders(response(ors.event), lines({ 'Set-Cookie': 'id=1' })),
      inside: withHeaders(
        response(ors.event),
        lines({ 'Set-Cookie': 'id=1', 'Cache-Control': 'private' }),
      ),
      path: 'headers.set-cookie',
      message: cookieText,
    },
    ...['no-store', 'max-age=0, No-Cache', 'private , must-revalidate', 'a=b,no-store'].map(
      (cacheControl) => ({
        ...or,
        what: `a reply without cache-control, next to ${cacheControl}`,
        broken: reply({ headers: lines({ 'Set-Cookie': ['a=1', 'b=2'] }) }),
        inside: reply({
          headers: lines({ 'Set-Cookie': ['a=1', 'b=2'], 'Cache-Control': cacheControl }),
        }),
        path: 'headers.set-cookie',
        message: cookieText,
      }),
    ),
    ...['max-age=0', 's-maxage=0', 'no-cache="set-cookie"', 'x-no-store', 'public'].map(
      (cacheControl) => ({
        ...or,
        what: `a reply with ${cacheControl}`,
        broken: reply({ headers: lines({ 'Set-Cookie': 'a=1', 'Cache-Control': cacheControl }) }),
        inside: reply({ headers: lines({ 'Cache-Control': cacheControl }) }),
        path: 'headers.set-cookie',
        message: cookieText,
      }),
    ),
    {
      ...ors,
      what: "the origin's cookie, made storable",
      event: events.originResponse({
        headers: lines({ 'Set-Cookie': 'id=1', 'Cache-Control': 'no-store' }),
      }),
      broken: reply({ headers: lines({ 'Set-Cookie': 'id=1', 'Cache-Control': 'max-age=60' }) }),
      inside: reply({ headers: lines({ 'Set-Cookie': 'id=1', 'Cache-Control': 'no-store' }) }),
      path: 'headers.set-cookie',
      message: cookieText,
    },
  ],
  'read-only-field': [
    {
      ...vr,
      what: 'another method',
      broken: request(vr.event, { method: 'POST' }),
      inside: request(vr.event),
      path: 'method',
      message: 'method is read-only. It was "GET" and is now "POST".',
    },
    {
      ...or,
      what: 'no clientIp',
      broken: request(or.event, { clientIp: undefined }),
      inside: request(or.event),
      path: 'clientIp',
      message: 'clientIp is read-only. It was "198.51.100.23" and is now undefined.',
    },
    {
      ...post,
      what: 'body.inputTruncated, where that is ignored',
      broken: request(post.event, {
        body: { ...post.event.Records[0].cf.request.body, inputTruncated: true },
      }),
      inside: request(post.event, {
        body: { ...post.event.Records[0].cf.request.body, inputTruncated: undefined },
      }),
      options: { readOnlyField: 'ignored' },
      severity: 'warning',
      path: 'body.inputTruncated',
      message: 'body.inputTruncated is read-only. It was false and is now true.',
    },
  ],
  'uri-slash': [undefined, null, '', 'index.html', 'https://other.example/'].map((uri) => ({
    ...(uri === '' ? vr : or),
    what: String(JSON.stringify(uri)),
    broken: request(uri === '' ? vr.event : or.event, { uri }),
    inside: request(uri === '' ? vr.event : or.event, { uri: '/' }),
    path: 'uri',
    message: `The Lambda function result failed validation: The specified URI is in an invalid format. uri must start with a slash, got ${JSON.stringify(uri)}.`,
  })),
  'uri-chars': ['/a b', '/a?b=c', '/a#b', '/a\r\nb', '/a\x7f'].map((uri) => ({
    ...vr,
    what: JSON.stringify(uri),
    broken: request(vr.event, { uri }),
    inside: request(vr.event, { uri: "/a%20b/é/~!$&'()*+,;=:@[]" }),
    path: 'uri',
    message: `The Lambda function result failed validation: The specified URI is in an invalid format. uri must not hold a space, a control character, ? or #, got ${JSON.stringify(
      uri,
    ).replace('\x7f', '\\u007f')}.`,
  })),
  'uri-length': [
    {
      ...vr,
      what: '8,192 characters',
      broken: request(vr.event, { uri: `/${'a'.repeat(8_000)}`, querystring: 'b'.repeat(191) }),
      inside: request(vr.event, { uri: `/${'a'.repeat(8_000)}`, querystring: 'b'.repeat(190) }),
      path: 'uri',
      message: 'uri and querystring have 8192 characters together, CloudFront takes 8191.',
    },
  ],
  'querystring-chars': [' ', 'a b', 'a#b', 'a\nb', '\0', 7].map((querystring) => ({
    ...or,
    what: JSON.stringify(querystring),
    broken: request(or.event, { querystring }),
    inside: request(or.event, { querystring: 'a%20b=c+d&e=\'"<>{}|é?' }),
    path: 'querystring',
    message: `querystring must be a text without spaces, control characters and #, got ${JSON.stringify(querystring)}.`,
  })),
  'body-action': [
    {
      ...post,
      what: 'data changed under read-only',
      broken: request(post.event, {
        body: { inputTruncated: false, action: 'read-only', encoding: 'text', data: 'a=b' },
      }),
      inside: replaceBody(post, 'a=b', 'text'),
      severity: 'warning',
      path: 'body.data',
      message: `${actionText} it was changed under another action.`,
    },
    {
      ...vr,
      what: 'a body where the event has none',
      broken: request(vr.event, { body: { action: 'replace', encoding: 'text', data: 'a=b' } }),
      inside: request(vr.event),
      severity: 'warning',
      path: 'body',
      message: `${actionText} the event brought none.`,
    },
    {
      ...orPost,
      what: 'an unknown action',
      broken: request(orPost.event, {
        body: { ...orPost.event.Records[0].cf.request.body, action: 'delete' },
      }),
      inside: replaceBody(orPost, '', 'text'),
      severity: 'error',
      path: 'body.action',
      message: `${actionText} action is "delete".`,
    },
  ],
  'body-replace-base64': [
    {
      ...post,
      what: 'text under base64, the default',
      broken: request(post.event, { body: { action: 'replace', data: 'a=b' } }),
      inside: replaceBody(post, btoa('a=b'), 'base64'),
      path: 'body.data',
      message:
        'The encoding of a body must be text or base64, and base64 must decode. body.data is "a=b".',
    },
    {
      ...orPost,
      what: 'an unknown encoding',
      broken: replaceBody(orPost, 'a=b', 'utf8'),
      inside: replaceBody(orPost, 'a=b', 'text'),
      path: 'body.encoding',
      message:
        'The encoding of a body must be text or base64, and base64 must decode. body.encoding is "utf8".',
    },
  ],
  'body-replace-size': [
    ...(
      [
        [post, 'text', 40_960, 1],
        [post, 'base64', 54_476, 4],
        [orPost, 'text', 1_048_576, 1],
        // The limit is no multiple of four, so this is the last text that can be base64.
        [orPost, 'base64', 1_394_604, 4],
      ] as const
    ).map(([base, encoding, most, step]) => ({
      ...base,
      what: `${most} bytes as ${encoding}`,
      broken: replaceBody(base, 'a'.repeat(most + step), encoding),
      inside: replaceBody(base, 'a'.repeat(most), encoding),
      path: 'body.data',
      message: `The body put in has ${most + step} bytes as ${encoding}, CloudFront takes ${
        most === 1_394_604 ? 1_394_606 : most
      }.`,
    })),
    {
      ...post,
      what: '40,961 bytes, where they are cut',
      broken: replaceBody(post, `${'é'.repeat(20_480)}x`, 'text'),
      inside: replaceBody(post, 'é'.repeat(20_480), 'text'),
      options: { replacedBody: 'truncated' },
      severity: 'warning',
      path: 'body.data',
      message: 'The body put in has 40961 bytes as text, CloudFront takes 40960.',
    },
  ],
  'origin-on-viewer': [
    {
      ...vr,
      what: 'an origin',
      broken: request(vr.event, { origin: { custom: events.customOrigin() } }),
      inside: request(vr.event),
      severity: 'warning',
      path: 'origin',
      message:
        'A request has no origin in viewer-request: it is not yet known whether one is asked.',
    },
  ],
  'origin-exactly-one': [
    {
      ...or,
      what: 'both',
      broken: withHeaders(
        request(or.event, {
          origin: { custom: events.customOrigin(), s3: events.s3Origin({ authMethod: 'none' }) },
        }),
        lines({ Host: events.s3Origin().domainName }),
      ),
      inside: request(or.event, { origin: { custom: events.customOrigin(), s3: undefined } }),
      path: 'origin',
      message: 'A request goes to exactly one origin, custom or s3, got an object with custom, s3.',
    },
    ...[undefined, null, {}, [], 'api.example.com'].map((origin) => ({
      ...orS3,
      what: String(JSON.stringify(origin)),
      broken: request(orS3.event, { origin }),
      inside: request(orS3.event),
      path: 'origin',
      message: `A request goes to exactly one origin, custom or s3, got ${
        Array.isArray(origin)
          ? 'an array of 0'
          : origin !== null && typeof origin === 'object'
            ? 'an object with no keys'
            : JSON.stringify(origin)
      }.`,
    })),
  ],
  'origin-fields': [
    ...(
      [
        ['domainName', '', 'x'],
        ['domainName', 'api.example:8443', 'api.example'],
        ['domainName', '192.0.2.1', '192.0.2.1.example'],
        ['domainName', '2001:db8::1', 'api-1.example'],
        ['domainName', 'https://api.example', 'localhost'],
        ['domainName', `${'a'.repeat(250)}.com`, `${'a'.repeat(249)}.com`],
        ['domainName', undefined, 'api.example'],
        ['port', 79, 80],
        ['port', 81, 80],
        ['port', 444, 443],
        ['port', 1_023, 1_024],
        ['port', 65_536, 65_535],
        ['port', '443', 443],
        ['port', 1_024.5, 8_080],
        ['protocol', 'HTTP', 'http'],
        ['protocol', 'match-viewer', 'https'],
        ['path', '/', ''],
        ['path', 'live', '/live'],
        ['path', '/live/', '/live/v1'],
        ['path', '/a b', '/a%20b'],
        ['path', `/${'a'.repeat(255)}`, `/${'a'.repeat(254)}`],
        ['sslProtocols', ['TLSv1.3'], ['SSLv3', 'TLSv1', 'TLSv1.1', 'TLSv1.2']],
        ['sslProtocols', 'TLSv1.2', ['TLSv1.2']],
        ['readTimeout', 3, 4],
        ['readTimeout', 61, 60],
        ['readTimeout', '30', 30],
        ['keepaliveTimeout', 0, 1],
        ['keepaliveTimeout', 61, 60],
        ['keepaliveTimeout', 4.5, 4],
        ['customHeaders', undefined, {}],
      ] as const
    ).map(([field, broken, inside]) => ({
      ...or,
      what: `custom ${field} ${JSON.stringify(broken)}`.slice(0, 60),
      broken: withOrigin({ [field]: broken }),
      inside: withOrigin({ [field]: inside }),
      path: `origin.custom.${field}`,
      message: `${originText} The value of ${field.replace(/^./, (first) => first.toUpperCase())} is invalid. It must be `,
    })),
    ...(
      [
        ['domainName', '', 'b.s3.amazonaws.com'],
        ['domainName', 'Bucket.s3.amazonaws.com', 'bucket.s3.amazonaws.com'],
        ['domainName', `${'a'.repeat(126)}.co`, `${'a'.repeat(125)}.co`],
        ['path', '/a/', '/a'],
        ['authMethod', 'origin-access-control', 'none'],
        ['region', '', 'eu-central-1'],
        ['region', undefined, 'eu-central-1'],
      ] as const
    ).map(([field, broken, inside]) => ({
      ...orS3,
      what: `s3 ${field} ${JSON.stringify(broken)}`.slice(0, 60),
      broken: withS3({ [field]: broken }),
      inside: withS3({ [field]: inside }),
      path: `origin.s3.${field}`,
      message: `${originText} The value of ${field.replace(/^./, (first) => first.toUpperCase())} is invalid. It must be `,
    })),
    {
      ...orS3,
      what: 'no Region where the bucket is open to all',
      broken: withS3({ authMethod: 'origin-access-identity', region: '' }),
      inside: withS3({ authMethod: 'none', region: '' }),
      path: 'origin.s3.region',
      message: `${originText} The value of Region is invalid. It must be a Region, or empty where authMethod is none, got "".`,
    },
    {
      ...or,
      what: 'an access identity where the event has none',
      broken: withHeaders(
        request(or.event, { origin: { s3: events.s3Origin() } }),
        lines({ Host: events.s3Origin().domainName }),
      ),
      inside: withHeaders(
        request(or.event, { origin: { s3: events.s3Origin({ authMethod: 'none', region: '' }) } }),
        lines({ Host: events.s3Origin().domainName }),
      ),
      path: 'origin.s3.authMethod',
      message: `${originText} The value of AuthMethod is invalid. It must be none where the event has a custom origin, got "origin-access-identity".`,
    },
    {
      ...or,
      what: 'a field of CloudFront Functions',
      broken: withOrigin({ responseCompletionTimeout: 60 }),
      inside: withOrigin({}),
      severity: 'warning',
      path: 'origin.custom.responseCompletionTimeout',
      message: `${originText} The value of ResponseCompletionTimeout is invalid. It must be left out, no such field is known, got 60.`,
    },
    {
      ...or,
      what: 'timeouts past the quotas',
      broken: withOrigin({ readTimeout: 121 }),
      inside: withOrigin({ readTimeout: 120, keepaliveTimeout: 300 }),
      options: { readTimeout: [1, 120], keepaliveTimeout: [1, 300] },
      path: 'origin.custom.readTimeout',
      message: `${originText} The value of ReadTimeout is invalid. It must be whole seconds from 1 to 120, got 121.`,
    },
  ],
  'origin-custom-headers': [
    ...(
      [
        ['cache-control', 'Cache-Control is not among those that CloudFront adds'],
        ['x-amz-anything', 'X-Amz-Anything is not among those that CloudFront adds'],
        ['keep-alive', 'Keep-Alive is not among those that CloudFront adds'],
        ['user-agent', 'User-Agent stands in the headers of the request too'],
      ] as const
    ).map(([name, problem]) => ({
      ...or,
      what: name,
      broken: withOrigin({ customHeaders: lines({ [name]: '1' }) }),
      inside: withOrigin({ customHeaders: lines({ 'x-other': '1' }) }),
      path: `origin.custom.customHeaders.${name}`,
      message: `${customText} ${problem}.`,
    })),
    {
      ...or,
      what: "a name of the origin's, added to the request",
      broken: withHeaders(request(or.event), lines({ 'X-Origin-Secret': 'open-sesame' })),
      inside: withHeaders(request(or.event), lines({ 'X-Origin-Secrets': 'open-sesame' })),
      path: 'origin.custom.customHeaders.x-origin-secret',
      message: `${customText} X-Origin-Secret stands in the headers of the request too.`,
    },
    {
      ...or,
      what: 'a name of 257 characters',
      broken: withOrigin({ customHeaders: lines({ [`x-${'a'.repeat(255)}`]: '1' }) }),
      inside: withOrigin({ customHeaders: lines({ [`x-${'a'.repeat(254)}`]: '1' }) }),
      path: `origin.custom.customHeaders.x-${'a'.repeat(255)}`,
      message: `${customText} X-A${'a'.repeat(197)} is longer than 256 characters.`,
    },
    {
      ...or,
      what: 'a value of 1,784 characters',
      broken: withOrigin({ customHeaders: lines({ 'x-a': 'a'.repeat(1_784) }) }),
      inside: withOrigin({ customHeaders: lines({ 'x-a': 'a'.repeat(1_783) }) }),
      path: 'origin.custom.customHeaders.x-a',
      message: `${customText} X-A has a value of more than 1783 characters.`,
    },
    {
      ...or,
      what: '31 of them',
      broken: withOrigin({ customHeaders: lines({ 'x-a': Array(31).fill('1') }) }),
      inside: withOrigin({ customHeaders: lines({ 'x-a': Array(30).fill('1') }) }),
      path: 'origin.custom.customHeaders',
      message: `${customText} Together they are 31, at most 30 are allowed.`,
    },
    {
      ...or,
      what: '10,241 characters',
      broken: withOrigin({
        customHeaders: lines({ a: Array(6).fill('a'.repeat(1_700)), b: 'b'.repeat(34) }),
      }),
      inside: withOrigin({
        customHeaders: lines({ a: Array(6).fill('a'.repeat(1_700)), b: 'b'.repeat(33) }),
      }),
      path: 'origin.custom.customHeaders',
      message: `${customText} Together they have 10241 characters, at most 10240 are allowed.`,
    },
  ],
  'origin-s3-host': [
    {
      ...or,
      what: 'the Host of the old origin',
      broken: request(or.event, {
        origin: { s3: events.s3Origin({ authMethod: 'none', region: '' }) },
      }),
      inside: withHeaders(
        request(or.event, { origin: { s3: events.s3Origin({ authMethod: 'none', region: '' }) } }),
        lines({ Host: 'shop-assets.s3.eu-central-1.amazonaws.com' }),
      ),
      path: 'headers.host',
      message:
        'The request goes to the bucket "shop-assets.s3.eu-central-1.amazonaws.com" with the Host "www.shop.example"; S3 finds the bucket by its Host and answers 403 or 404.',
    },
  ],
}
