import { unexpected } from '../error.js'
import type { CloudFrontHeader } from '../event.js'

// Names are nearly always literals in the code; the bound is for those that come from a viewer.
const names = new Map<string, HeaderName>()
const namesKept = 500

/**
 * A header's name as the key of CloudFront's object and as its spelling on the wire, looked up where
 * it was made before.
 *
 * @throws EdgeError `bad-header` for what is no token.
 */
export function headerName(name: string): HeaderName {
  const known = names.get(name)
  if (known !== undefined) return known
  const made = new HeaderName(name)
  if (names.size < namesKept) names.set(name, made)
  return made
}

/** The key under which CloudFront's object has a header, whatever the name is worth. */
export function lowerCase(name: string): string {
  return names.get(name)?.lower ?? name.toLowerCase()
}

export class HeaderName {
  readonly lower: string
  /** CloudFront's spelling of a lower-case name (`X-Foo`); any other name as it was written. */
  readonly key: string
  /** The last two values that were found sound: most headers are set to the same ones again and again. */
  private sound = ''
  private former = ''

  constructor(name: string) {
    // RFC 9110 section 5.6.2: a field name is a token. `__proto__` is one, and no header.
    if (typeof name !== 'string' || !/^[!#$%&'*+\-.^_`|~\w]+$/.test(name) || name === '__proto__') {
      throw unexpected('bad-header', 'a header name of letters, digits and hyphens', name)
    }
    this.lower = name.toLowerCase()
    this.key =
      name === this.lower ? name.replace(/(^|-)[a-z]/g, (start) => start.toUpperCase()) : name
  }

  /**
   * One line of this header. A line break in a value would let it write headers of its own.
   *
   * @throws EdgeError `bad-header` for a value with control characters.
   */
  line(value: string, key = this.key): CloudFrontHeader {
    if (value !== this.sound && value !== this.former) {
      // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
      if (typeof value !== 'string' || /[\0-\x08\x0a-\x1f\x7f-\x9f]/.test(value)) {
        throw unexpected(
          'bad-header',
          `the value of ${this.key} to be text without control characters`,
          value,
        )
      }
      this.former = this.sound
      this.sound = value
    }
    return { key, value }
  }
}
