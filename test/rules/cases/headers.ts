import * as events from '../../fixtures/events.js'
import { lines } from '../../fixtures/events.js'
import {
  type Case,
  chunked,
  type Found,
  headersOfBytes,
  or,
  ors,
  reply,
  request,
  response,
  vr,
  vres,
  withHeaders,
} from './case.js'

const shapeText =
  'The Lambda function returned an invalid entry in the headers object: Each header entry in the headers object must be an array.'

export const headers = {
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
} satisfies Partial<Record<Found, readonly Case[]>>
