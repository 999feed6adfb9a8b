import { type Case, type Found, or, orPost, post, replaceBody, request, vr } from './case.js'

const actionText =
  'The body of a request is replaced with the action replace, where the association includes it:'

export const requests = {
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
} satisfies Partial<Record<Found, readonly Case[]>>
