import * as events from '../../fixtures/events.js'
import { lines } from '../../fixtures/events.js'
import {
  type Case,
  type Found,
  headersOfBytes,
  or,
  ors,
  post,
  replaceBody,
  reply,
  request,
  response,
  vr,
  vres,
  withHeaders,
} from './case.js'

const bodyText =
  'The Lambda function result failed validation: The body is not a string, is not an object, or exceeds the maximum size.'
const cookieText =
  'CloudFront stores this response with its Set-Cookie and sends the cookie of one visitor to the others.'
const sizeText = (bytes: number, limit: number): string =>
  `The Lambda function returned an invalid response, the length of the body size and header was ${bytes} bytes which exceeded the CloudFront limit of ${limit} bytes.`

export const bodies = {
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
} satisfies Partial<Record<Found, readonly Case[]>>
