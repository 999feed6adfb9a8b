/** Makes texts of viewers fit to be logged: without what is secret, and of at most 1000 characters. */
export interface Redactor {
  /** Whether what goes by this name is secret: a query parameter, a header, a cookie, a param. */
  isSecret(name: string): boolean
  /**
   * `[redacted]` where the name is secret, else the value: if it is an address, without the values of
   * secret names in its query string, or behind a `;` of its path.
   */
  value(name: string, value: string): string
  /** A query string without the values of secret names; all else stays, byte by byte. */
  query(text: string): string
}

/**
 * Goes by names: those that usually mean a token, a password, a session, a signature or a key, in any
 * case and as part of a longer name, and those that are given. A parameter whose value has a query
 * string, as an address to come back to does, counts as secret where that has secrets.
 *
 * @param names More names, in any case, each as a whole.
 * @param cover What to show of an address whose path is secret, and every other text as it is. Default:
 * no path is. A parameter that has such an address counts as secret.
 * @example
 * ```ts
 * redactor(['invite']).query('page=2&access_token=abc') // 'page=2&access_token=[redacted]'
 * ```
 */
export function redactor(
  names: readonly string[] = [],
  cover: (text: string) => string = (text) => text,
): Redactor {
  const more = new Set(names.map((name) => name.toLowerCase()))
  const isSecret = (name: string): boolean => usual.test(name) || more.has(name.toLowerCase())
  const holdsSecret = (text: string): boolean =>
    cover(text) !== text ||
    [...text.matchAll(/(?:^|[?&;#])([^?&;#=]+)=/g)].some(([, name = '']) => isSecret(name))
  const cleanPair = (pair: string): string => {
    const [name = '', value] = pair.split(/=(.*)/s, 2).map(decode)
    if (holdsSecret(name)) return hidden
    const isHidden = value !== undefined && (isSecret(name) || holdsSecret(value))
    return isHidden ? pair.replace(/=.*/s, `=${hidden}`) : pair
  }
  const clean = (query: string): string => query.replace(/[^?&;]+/g, cleanPair)
  return {
    isSecret,
    value: (name, value) => (isSecret(name) ? hidden : cover(cut(value)).replace(/[?;].*/s, clean)),
    query: (text) => clean(cut(text)),
  }
}

const hidden = '[redacted]'

// An author is nobody's authorization, a keyword opens nothing, a passenger has no pass and a side no sid.
const usual =
  /auth(?!or(?!i))|token|bearer|secret|passw|pass[^a-z]?(?:phrase|code)|(?:^|[^a-z])(?:pass[^a-z]*$|sid(?![a-z]))|pwd|sess(?:ion|[^a-z]?id)|cookie|signature|hmac|assertion|verifier|^sig$|key(?!word)|credential|ticket|jwt|saml|[cx]srf|^code$|otp$/i

/** As often as it is encoded. Leaves what is malformed as it is. */
function decode(text: string): string {
  const once = text.replace(/%(?:25)*([\da-f]{2})/gi, (_, hex) =>
    String.fromCharCode(Number.parseInt(hex, 16)),
  )
  return once === text ? text : decode(once)
}

function cut(text: string): string {
  return text.length > 1000 ? `${text.slice(0, 1000)}…` : text
}
