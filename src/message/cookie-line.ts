/** One cookie of a line. A text without `=` has no name; browsers do send such cookies. */
export interface Cookie {
  readonly text: string
  readonly name: string | undefined
  readonly value: string
}

/** The cookies of a line, in order. */
export function split(line: string): Cookie[] {
  const cookies: Cookie[] = []
  for (let start = 0, end = 0; start < line.length; start = end + 1) {
    end = endOf(line, start)
    const text = trim(line, start, end)
    if (text === '') continue
    const equals = text.indexOf('=')
    const name = equals === -1 ? undefined : trim(text, 0, equals)
    cookies.push({ text, name, value: trim(text, equals + 1, text.length) })
  }
  return cookies
}

/** The raw value of the first cookie of that name: looks for the name, then at what is around it. */
export function find(line: string, name: string): string | undefined {
  for (let at = line.indexOf(name); at !== -1; at = line.indexOf(name, at + 1)) {
    let before = at - 1
    while (isBlank(line, before)) before--
    let after = at + name.length
    while (isBlank(line, after)) after++
    if ((before === -1 || line[before] === ';') && line[after] === '=') {
      return trim(line, after + 1, endOf(line, after))
    }
  }
  return undefined
}

function endOf(line: string, from: number): number {
  const end = line.indexOf(';', from)
  return end === -1 ? line.length : end
}

/** A part without the blanks around it: two characters here, many more to `String.trim`. */
function trim(text: string, start: number, end: number): string {
  let first = start
  let last = end
  while (first < last && isBlank(text, first)) first++
  while (last > first && isBlank(text, last - 1)) last--
  return text.slice(first, last)
}

function isBlank(text: string, at: number): boolean {
  const code = text.charCodeAt(at)
  return code === 0x20 || code === 0x09
}

/** A value without its percent-encoding, or as it is where that fails. */
export function decode(value: string): string {
  if (!value.includes('%')) return value
  try {
    return decodeURIComponent(value)
  } catch {
    return value
  }
}
