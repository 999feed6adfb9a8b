import { fieldsOf, utf8Bytes } from './wire.js'

/** The values of each header, one per line, by lower-case name. */
export type Lines = ReadonlyMap<string, readonly string[]>

/** A message's headers as they came and as they go. */
export interface HeaderChange {
  readonly before: Lines
  readonly after: Lines
}

/** The lines of a CloudFront header object; what has not the shape of one is left out. */
export function headerLines(headers: unknown): Lines {
  const lines = new Map<string, string[]>()
  const add = (name: string, value: string): void => {
    const values = lines.get(name)
    if (values) values.push(value)
    else lines.set(name, [value])
  }
  for (const { name, key, value } of eachLine(headers)) {
    const lower = name.toLowerCase()
    add(lower, value)
    // Nothing says which of two different names counts, so the line stands under both.
    if (key.toLowerCase() !== lower) add(key.toLowerCase(), value)
  }
  return lines
}

/** Whether a header is the same in both, line by line. */
export function sameLines(
  a: readonly unknown[] | undefined,
  b: readonly unknown[] | undefined,
): boolean {
  return a === b || (a?.length === b?.length && !!a?.every((value, i) => value === b?.[i]))
}

/** The bytes of all names and values, without the colons and line ends between them. */
export function headerBytes(headers: unknown): number {
  let bytes = 0
  for (const { key, value } of eachLine(headers)) bytes += utf8Bytes(key) + utf8Bytes(value)
  return bytes
}

function* eachLine(headers: unknown): Generator<{ name: string; key: string; value: string }> {
  for (const [name, entry] of Object.entries(fieldsOf(headers))) {
    for (const line of Array.isArray(entry) ? entry : []) {
      const { key, value } = fieldsOf(line)
      if (typeof value === 'string')
        yield { name, key: typeof key === 'string' ? key : name, value }
    }
  }
}
