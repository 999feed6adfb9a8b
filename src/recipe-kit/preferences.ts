/** One entry of a header such as Accept or Accept-Language. */
export interface Preference {
  /** In lower case, without parameters: `image/avif`, `de-at`, `*`. */
  readonly value: string
  /** 0 to 1; 0 means "not this". */
  readonly quality: number
}

/**
 * The entries of a header that lists what a viewer takes, best first, entries of one quality in the
 * order in which they were sent. An entry whose quality is malformed counts as not sent; nothing throws.
 *
 * https://www.rfc-editor.org/rfc/rfc9110#section-12.4.2
 *
 * @example
 * ```ts
 * preferences('en;q=0.8, de') // [{ value: 'de', quality: 1 }, { value: 'en', quality: 0.8 }]
 * ```
 */
export function preferences(header: string | undefined): Preference[] {
  // Browsers send a few; whoever sends thousands is not given the time.
  const entries = (header ?? '').slice(0, maxChars).toLowerCase().split(',')
  return entries
    .map(readEntry)
    .filter((entry) => entry !== undefined)
    .sort((a, b) => b.quality - a.quality)
}

const maxChars = 1000

function readEntry(entry: string): Preference | undefined {
  const [value = '', ...parameters] = entry.split(';').map((part) => part.trim())
  if (value === '') return undefined
  const weight = parameters.find((parameter) => parameter.startsWith('q='))
  if (weight === undefined) return { value, quality: 1 }
  return /^q=(?:0(?:\.\d{0,3})?|1(?:\.0{0,3})?)$/.test(weight)
    ? { value, quality: Number(weight.slice(2)) }
    : undefined
}
