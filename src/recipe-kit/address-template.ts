import { badRequest } from '../message/http-errors.js'
import { percentEncode } from '../message/percent.js'

/** Where a rule leads: to a path of this host, or to another host. */
export interface Address {
  /** Such as `https://www.example.com`; `undefined` for this host. */
  readonly origin: string | undefined
  /** Percent-encoded. It begins with one slash. */
  readonly path: string
  /** Without the `?`. */
  readonly query: string
  /** With the `#`; empty where there is none. */
  readonly hash: string
}

type Params = Readonly<Record<string, string | readonly string[]>>

/** An address with params put in. */
export type AddressTemplate = (params: Params) => Address

/**
 * An address in which `:name` and `*name` stand for the params of a route: `/new/:slug`,
 * `https://shop.example.com/*rest`, `/search?q=:term`. A param that is left out is the empty text.
 *
 * Params are percent-encoded. One that steps up in the path for a server that decodes it once more, as
 * `..%2F` does, throws `bad-request`, which answers 400.
 *
 * @param text What `readAddress` takes.
 */
export function addressTemplate(text: string): AddressTemplate {
  const fixed = readAddress(text) as Address
  if (placeholders(text).length === 0) return () => fixed
  const fillPath = filler(fixed.path, encodeSegment)
  const fillQuery = filler(fixed.query, percentEncode)
  const fillHash = filler(fixed.hash, percentEncode)
  return (params) => ({
    origin: fixed.origin,
    // A param that is left out may leave two slashes, and `//name` is another host.
    path: fillPath(params).replace(/^\/{2,}/, '/'),
    query: fillQuery(params),
    hash: fillHash(params),
  })
}

/**
 * The parts of an address: a path, or an http(s) URL whose host no param is in, so that what a viewer
 * asks for never chooses it. `undefined` for all else.
 */
export function readAddress(text: string): Address | undefined {
  const encoded = text.replace(/[^!-~]+/g, percentEncode)
  const [, origin, path = origin && '/', query = '', hash = ''] = address.exec(encoded) ?? []
  return path === undefined ? undefined : { origin, path, query, hash }
}

/** The names of the params in a pattern or an address. */
export function placeholders(text: string): string[] {
  return (text.match(/[:*][A-Za-z_$][\w$]*/g) ?? []).map((key) => key.slice(1))
}

// Visible ASCII without what no address has raw (RFC 3986 section 2), `\` above all.
const address =
  /^(https?:\/\/[a-z\d][a-z\d.-]*(?::\d+)?)?(\/(?!\/)[!$-;=@-[\]_a-z~]*)?(?:\?([!$-;=?-[\]_a-z~]*))?(#[!$-;=?-[\]_a-z~]*)?$/i

function filler(text: string, encode: (value: string) => string): (params: Params) => string {
  const parts = text.split(/[:*]([A-Za-z_$][\w$]*)/)
  return (params) =>
    parts
      .map((part, i) => (i % 2 === 0 ? part : [params[part] ?? ''].flat().map(encode).join('/')))
      .join('')
}

/** As RFC 3986 section 3.3 has a segment: with all that needs no encoding there. */
function encodeSegment(text: string): string {
  if (/(?:^|[\\/])\.\.?(?:$|[\\/])/.test(text)) throw badRequest('The path has an encoded step up.')
  return text.replace(/[^\w.~!$&'()*+,;=:@-]+/g, percentEncode)
}
