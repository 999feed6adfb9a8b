import { resolve } from 'node:path'
import { isLedge } from './sources.js'

/** A part of Ledge that a bundle can be without, where none of its code names it. */
export type Part = 'query' | 'body' | 'set-cookies' | 'path-to-regexp'

/**
 * The parts that nothing in a bundle names, so that it can be without them.
 *
 * In Ledge's own code to name a part is to read it from a message. In all other code it is any mention
 * of the word, which is more than need be, and never less.
 *
 * @param code what is left of each module, by path
 */
export function unnamedParts(code: ReadonlyMap<string, string>, root: string): Part[] {
  const named = new Set<Part>()
  for (const [path, text] of code) {
    const file = resolve(root, path)
    const words = isLedge(file) ? reads : mentions
    for (const part of parts) if (words[part].test(text)) named.add(part)
    if (compilesLate.test(file)) named.add('path-to-regexp')
  }
  return parts.filter((part) => !named.has(part))
}

const parts: readonly Part[] = ['query', 'body', 'set-cookies', 'path-to-regexp']

// Whether the router needs path-to-regexp shows when the bundle is loaded: patterns are read then.
const never = /(?!)/

const mentions: Readonly<Record<Part, RegExp>> = {
  query: /\bquery\b/,
  body: /\bbody\b/,
  'set-cookies': /\bcookies\b/,
  'path-to-regexp': never,
}

const reads: Readonly<Record<Part, RegExp>> = {
  query: /\.query\b/,
  body: /\brequest\.body\b/,
  'set-cookies': /\.cookies\b/,
  'path-to-regexp': never,
}

/** A table of paths may be read when a request comes. */
const compilesLate = /\bpath-table\.\w+$/
