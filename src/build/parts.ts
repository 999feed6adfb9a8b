import { resolve } from 'node:path'
import { isLedge } from './sources.js'

/** A part of Ledge that a bundle can be without, where none of its code names it. */
export type Part = keyof typeof mentions

/** Whether these are needed shows when the bundle is loaded, in the order in which they are put back. */
export const lateParts: readonly (readonly Part[])[] = [
  // Patterns are read then: only the router knows which ones it needs the package for.
  ['patterns'],
  ['match', 'recipes', 'mount', 'hooks', 'listing', 'non-canonical'],
]

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
    if (dependencies.test(file)) continue
    const words = isLedge(file) ? reads : mentions
    for (const part of parts) if (words[part].test(text)) named.add(part)
    if (compilesLate.test(file)) named.add('patterns')
  }
  return parts.filter((part) => !named.has(part))
}

/** What the router hands patterns to knows nothing of Ledge. */
const dependencies = /[\\/]node_modules[\\/]path-to-regexp[\\/]/

const never = /(?!)/

const mentions = {
  query: /\bquery\b/,
  body: /\bbody\b/,
  // Those of a request can be read without what writes cookies.
  'set-cookies': /(?<!\brequest\.)\bcookies\b|\bcookies\b(?!\.(get|has|all)\b)/,
  // What is called a reply is no request; of other names that cannot be known. esbuild may number them.
  'cookie-edits': /(?<!\b(reply|response)\d*\.)\bcookies\b(?!\.(get|has|all)\b)/,
  // Not what is read from another object.
  match: /(?<!\.)\b(path|method|host|when)\b/,
  recipes: /\b(use|carries)\b/,
  mount: /\bmount\b/,
  hooks: /\bon(Reply|Error)\b/,
  listing: /\b(handlers|routes|triggers)\b/,
  'non-canonical': /\bnonCanonical\b/,
  patterns: never,
} as const satisfies Readonly<Record<string, RegExp>>

const reads: Readonly<Record<Part, RegExp>> = {
  query: /\.query\b/,
  body: /\brequest\.body\b/,
  'set-cookies': /(?<!\brequest)\.cookies\b/,
  'cookie-edits': /\brequest\.cookies\b(?!\.(get|has|all)\b)/,
  match: never,
  recipes: never,
  mount: never,
  hooks: never,
  listing: never,
  'non-canonical': never,
  patterns: never,
}

const parts = Object.keys(mentions) as Part[]

/** A table of paths may be read when a request comes. */
const compilesLate = /\bpath-table\.\w+$/
