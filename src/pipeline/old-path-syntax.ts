import { readPlain } from './route-pattern.js'

/**
 * What Express 4 wrote so, as path-to-regexp has it today; `undefined` where that is not what is wrong.
 *
 * @example
 * ```ts
 * newSpelling('/files/:name?') // '/files{/:name}'
 * ```
 */
export function newSpelling(pattern: string): string | undefined {
  const today = outdated.reduce((text, [old, modern]) => text.replace(old, modern), pattern)
  return today !== pattern && readPlain(today) ? today : undefined
}

// In this order: what one writes the next may read.
const outdated: readonly (readonly [old: RegExp, modern: string])[] = [
  [/\(\.\*\)|\*(?![\w$"])/g, '*rest'],
  [/(:\w+)\([^()]*\)/g, '$1'],
  [/(\/?:\w+|\w)\?/g, '{$1}'],
  [/\/:(\w+)\*rest/g, '{/*$1}'],
  [/:(\w+)\+/g, '*$1'],
]
