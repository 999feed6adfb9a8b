import { show } from '../error.js'
import { badEvent } from './request-init.js'

/** What a curl command line asks for, as far as the request itself goes. */
export interface Curl {
  target?: string
  method?: string
  head?: boolean
  /** Whether the data go into the query. */
  get?: boolean
  json?: boolean
  /** By lower-case name. */
  readonly headers: Map<string, string[]>
  readonly cookies: string[]
  readonly data: string[]
}

/** The words behind `curl`. */
export function readOptions(words: readonly string[]): Curl {
  const curl: Curl = { headers: new Map(), cookies: [], data: [] }
  const left = [...words]
  for (let word = left.shift(); word !== undefined; word = left.shift()) {
    if (word.startsWith('--')) readOption(curl, word.slice(2), left)
    else if (!/^-./.test(word)) curl.target = word
    // Short options share a word, and a value may follow its option without a blank: -sXPOST.
    else {
      for (let letters = word.slice(1); letters !== ''; ) {
        const name = short[letters[0] ?? ''] ?? letters[0] ?? ''
        letters = letters.slice(1)
        if (letters !== '' && (name in actions || ignoredWithValue.has(name))) {
          left.unshift(letters)
          letters = ''
        }
        readOption(curl, name, left)
      }
    }
  }
  return curl
}

function readOption(curl: Curl, name: string, left: string[]): void {
  const flag = flags[name]
  if (flag) flag(curl)
  else if (ignored.has(name)) return
  else {
    const action = actions[name]
    if (!action && !ignoredWithValue.has(name)) {
      throw badEvent(`The curl option ${show(name)} is not known here: leave it out.`)
    }
    const value = left.shift()
    if (value === undefined)
      throw badEvent(`Expected a value behind the curl option ${show(name)}.`)
    action?.(curl, value)
  }
}

const flags: Readonly<Record<string, (curl: Curl) => void>> = {
  head: (curl) => {
    curl.head = true
  },
  get: (curl) => {
    curl.get = true
  },
}

const actions: Readonly<Record<string, (curl: Curl, value: string) => void>> = {
  url: (curl, value) => {
    curl.target = value
  },
  request: (curl, value) => {
    curl.method = value
  },
  header: addHeader,
  'user-agent': (curl, value) => addHeader(curl, `user-agent: ${value}`),
  referer: (curl, value) => addHeader(curl, `referer: ${value}`),
  user: (curl, value) =>
    addHeader(curl, `authorization: Basic ${Buffer.from(value).toString('base64')}`),
  cookie: (curl, value) => {
    if (!value.includes('=')) throw noFile(value)
    curl.cookies.push(value)
  },
  data: addData,
  'data-ascii': addData,
  'data-binary': addData,
  'data-raw': (curl, value) => {
    curl.data.push(value)
  },
  'data-urlencode': (curl, value) => {
    const [, name = '', file, content = ''] = /^([^=@]*)(?:=|(@)|$)([\s\S]*)/.exec(value) ?? []
    if (file) throw noFile(value)
    const isNamed = value.includes('=')
    const text = encodeURIComponent(isNamed ? content : name)
    curl.data.push(isNamed && name !== '' ? `${name}=${text}` : text)
  },
  json: (curl, value) => {
    addData(curl, value)
    curl.json = true
    if (!curl.headers.has('accept')) addHeader(curl, 'accept: application/json')
  },
}

function addHeader({ headers }: Curl, line: string): void {
  const [, name = '', colon, value = ''] = /^([^:;]*)([:;]?)\s*([\s\S]*)$/.exec(line) ?? []
  const lower = name.toLowerCase()
  // `Accept:` takes away what curl would send, `Accept;` sends it empty.
  if (colon === ':' && value === '') headers.set(lower, [])
  else headers.set(lower, [...(headers.get(lower) ?? []), value])
}

function addData({ data }: Curl, value: string): void {
  if (value.startsWith('@')) throw noFile(value)
  data.push(value)
}

function noFile(value: string): Error {
  return badEvent(`Files are not read: put the content in the place of ${show(value)}.`)
}

const short: Readonly<Record<string, string>> = {
  A: 'user-agent',
  b: 'cookie',
  d: 'data',
  e: 'referer',
  G: 'get',
  H: 'header',
  I: 'head',
  m: 'max-time',
  o: 'output',
  u: 'user',
  w: 'write-out',
  x: 'proxy',
  X: 'request',
}

// How curl connects, waits and prints: nothing of it is in the request.
const ignored = new Set(
  `0 1 2 3 4 6 compressed f fail fail-with-body http1.1 http2 http3 i include insecure ipv4 ipv6 k L
  location N no-buffer s S show-error silent tlsv1.2 tlsv1.3 v verbose`.split(/\s+/),
)
const ignoredWithValue = new Set(
  `cacert cert connect-timeout connect-to key max-redirs max-time output proxy resolve retry
  write-out`.split(/\s+/),
)
