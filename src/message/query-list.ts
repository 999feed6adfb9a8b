import { show, unexpected } from '../error.js'
import { percentEncode } from './percent.js'
import { isOf, type QueryValue, readName, readValue } from './query-pair.js'
import { type Selection, selects } from './selection.js'

// What is done with all pairs of a query string. Most apps ask for the value of a name, or take it away.

export function valuesOf(pairs: readonly string[], name: string): string[] {
  return pairs.filter((pair) => isOf(pair, name)).map(readValue)
}

export function entries(pairs: readonly string[]): [name: string, value: string][] {
  return pairs.filter(isSome).map((pair) => [readName(pair), readValue(pair)])
}

export function replaced(
  pairs: readonly string[],
  name: string,
  value: QueryValue | readonly QueryValue[],
): string[] {
  const first = pairs.findIndex((pair) => isOf(pair, name))
  const others = pairs.filter((pair) => !isOf(pair, name))
  others.splice(first === -1 ? others.length : first, 0, ...write(name, value))
  return others
}

export function added(
  pairs: readonly string[],
  name: string,
  value: QueryValue | readonly QueryValue[],
): string[] {
  return [...pairs, ...write(name, value)]
}

export function sorted(pairs: readonly string[]): string[] {
  const named = pairs.filter(isSome).map((pair) => ({ pair, name: readName(pair) }))
  // By UTF-16 code units, which is what `<` compares and what the URL standard asks for.
  named.sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0))
  return named.map(({ pair }) => pair)
}

export function kept(pairs: readonly string[], selection: Selection): string[] {
  const isKept = selects(selection)
  return pairs.filter((pair) => isSome(pair) && isKept(readName(pair), readValue(pair)))
}

function write(name: string, value: QueryValue | readonly QueryValue[]): string[] {
  const values: readonly QueryValue[] = Array.isArray(value) ? value : [value]
  return values.map((item) => {
    if (typeof item !== 'string' && typeof item !== 'number' && typeof item !== 'boolean') {
      throw unexpected(
        'bad-query',
        `query parameter ${show(name)} to be text, a number or a boolean`,
        item,
      )
    }
    return `${percentEncode(name)}=${percentEncode(String(item))}`
  })
}

function isSome(pair: string): boolean {
  return pair !== ''
}
