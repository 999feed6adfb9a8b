// One pair of a query string, `name=value` as it is written there.

/** What a parameter can be set to. Numbers and booleans are written as `String` does. */
export type QueryValue = string | number | boolean

export function isOf(pair: string, name: string): boolean {
  return pair !== '' && readName(pair) === name
}

export function readName(pair: string): string {
  const equals = pair.indexOf('=')
  return decode(equals === -1 ? pair : pair.slice(0, equals))
}

export function readValue(pair: string): string {
  const equals = pair.indexOf('=')
  return equals === -1 ? '' : decode(pair.slice(equals + 1))
}

/** What there is to decode is left to the oracle itself; plain text, most of it, needs none. */
function decode(text: string): string {
  if (!/[%+\ud800-\udfff]/.test(text)) return text
  return new URLSearchParams(`=${text}`).get('') ?? ''
}
