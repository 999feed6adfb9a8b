import {
  type Case,
  chunked,
  type Found,
  or,
  ors,
  reply,
  request,
  requestOfBytes,
  response,
  vr,
  vres,
} from './case.js'

export const results = {
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
} satisfies Partial<Record<Found, readonly Case[]>>
