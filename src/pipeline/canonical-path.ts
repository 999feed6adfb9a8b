/**
 * The normalised copy of a uri's path that routes are matched on (RFC 3986 section 6.2.2):
 * percent-encoded unreserved characters decoded, the hex of other escapes in capitals, repeated
 * slashes as one, dot segments resolved, encoded ones too. A `%` without two hex digits stays.
 *
 * CloudFront picks its behavior on such a copy and hands the raw path on, so a route that compared
 * raw text could be walked around with `/%61ccount`, `//account` or `/x/../account`:
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/DownloadDistValuesCacheBehavior.html
 *
 * Never throws, and gives a path that is canonical already back as it is.
 *
 * @example
 * ```ts
 * canonicalPath('//a/%7Ejo/%2e./b%2fc') // '/a/b%2Fc'
 * ```
 */
export function canonicalPath(uri: string): string {
  return /%|\/[/.]/.test(uri) ? resolve(canonicalEscapes(uri)) : uri
}

/**
 * The paths that a server may take a uri for, the normalised one first. Many decode before they look for
 * a file: then `%2F` is a slash, on Windows `%5C` and a backslash are, and `..` undoes what they made. And
 * of `/a//..` some drop the second slash first, others the segment between the two.
 */
export function readings(uri: string): readonly string[] {
  // Most uris can be read in one way only, and that at a glance.
  if (!/[%\\]|\/[/.]/.test(uri)) return [uri]
  const text = canonicalEscapes(uri)
  const slashes = [/%2F/gi, /%5C|\\/gi, /%2F|%5C|\\/gi]
  const texts = [text, ...slashes.map((slash) => text.replace(slash, '/'))]
  return [...new Set(texts.flatMap((one) => [resolve(one), resolve(one, true)]))]
}

/** Text with each percent-encoded octet spelled in the one way RFC 3986 section 6.2.2 prefers. */
export function canonicalEscapes(text: string): string {
  // Right behind a lone `%` or `%h` an octet stays encoded: decoded, it would complete that escape,
  // and `%%36%31` would mean `a` to whoever normalises once more.
  return text.replace(/(?<!%[\da-fA-F]?)%[\da-fA-F]{2}/g, (octet) => {
    const character = String.fromCharCode(Number.parseInt(octet.slice(1), 16))
    return /[\w.~-]/.test(character) ? character : octet.toUpperCase()
  })
}

/**
 * Leaves out empty and `.` segments, and with each `..` the segment before it.
 *
 * @param late Whether empty segments are left out last, and so are segments for `..`.
 */
function resolve(path: string, late = false): string {
  if (!/\/[/.]/.test(path)) return path
  const [root = '', ...segments] = path.split('/')
  const kept = [root]
  for (const segment of segments) {
    if (segment === '..') kept.length = Math.max(1, kept.length - 1)
    else if (segment !== '.' && (late || segment !== '')) kept.push(segment)
  }
  // What ended in a slash or a dot segment names a directory still (RFC 3986 section 5.2.4).
  if (/\/\.{0,2}$/.test(path)) kept.push('')
  return kept.join('/').replace(/\/+/g, '/')
}
