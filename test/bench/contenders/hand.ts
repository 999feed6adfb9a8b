import type { CloudFrontHeader, CloudFrontRequest } from '../../../src/event.js'
import { type Contender, chainLength, securityHeaders } from '../workloads.js'

type Writable<T> = { -readonly [K in keyof T]: T[K] }
const image = /^\/images\/([^/]+)\/([^/]+)\/?$/

/** Written by hand with care: what everything else is measured against. */
export const contender: Contender = {
  W1: () => async (event) => {
    const { request } = event.Records[0].cf
    const { uri } = request
    if (uri === '/login' || uri.startsWith('/account/') || uri.startsWith('/old/'))
      throw new Error()
    return request
  },
  W2: () => async (event) => {
    const request: Writable<CloudFrontRequest> = event.Records[0].cf.request
    const { headers } = request
    headers['x-edge-app'] = [{ key: 'X-Edge-App', value: 'shop' }]
    const found = headers.cookie?.map((line) => /(?:^|;\s*)ab=([^;]*)/.exec(line.value)?.[1])[0]
    request.uri = `/${found === 'b' ? 'b' : 'a'}${request.uri}`
    delete headers['x-debug']
    const match = image.exec(request.uri.slice(2))
    if (match) {
      const [, size = '', name = ''] = match
      headers['x-image'] = [
        { key: 'X-Image', value: `${decodeURIComponent(size)}/${decodeURIComponent(name)}` },
      ]
    }
    return request
  },
  W3: () => async (event) => {
    const { request } = event.Records[0].cf
    if (request.uri !== '/login') return request
    return {
      status: '302',
      statusDescription: 'Found',
      headers: {
        location: [{ key: 'Location', value: '/home' }],
        'set-cookie': [
          { key: 'Set-Cookie', value: 'session=1; Path=/; Secure; HttpOnly' },
          { key: 'Set-Cookie', value: 'seen=yes; Path=/' },
        ],
        'cache-control': [{ key: 'Cache-Control', value: 'no-store' }],
      },
    }
  },
  'W5 sync': () => {
    let through = (request: CloudFrontRequest): CloudFrontRequest => request
    for (let i = 0; i < chainLength; i++) {
      const rest = through
      through = (request) => rest(request)
    }
    return async (event) => through(event.Records[0].cf.request)
  },
  'W5 async': () => {
    let through = async (request: CloudFrontRequest): Promise<CloudFrontRequest> => request
    for (let i = 0; i < chainLength; i++) {
      const rest = through
      through = async (request) => await rest(request)
    }
    return async (event) => through(event.Records[0].cf.request)
  },
  W6: () => {
    const lines = securityHeaders.map(([key, value]): [string, CloudFrontHeader] => [
      key.toLowerCase(),
      { key, value },
    ])
    return async (event) => {
      const response = event.Records[0].cf.response!
      for (const [name, { key = '', value }] of lines) response.headers[name] = [{ key, value }]
      return response
    }
  },
}
