import { resolve } from 'node:path'
import { isLedge, isLedgesRecipe } from './paths.js'

/** A part of Ledge that a bundle can be without, where none of its code names it. */
export type Part = keyof typeof mentions

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
    const words: Words = isLedge(file) ? reads : mentions
    for (const part of parts) if (words[part]?.test(text)) named.add(part)
    const isOthers = !isLedge(file) && !isLedgesRecipe(file)
    if (compilesLate.test(file) || (isOthers && testsLate.test(text))) named.add('patterns')
    if (isOthers && appsLate.test(text)) for (const part of readAtLoad) named.add(part)
  }
  return parts.filter((part) => !named.has(part))
}

/** What the router hands patterns to knows nothing of Ledge. */
const dependencies = /[\\/]node_modules[\\/]path-to-regexp[\\/]/

type Words = Readonly<Partial<Record<Part, RegExp>>>

const mentions = {
  query: /\bquery\b/,
  'query-list': /\bquery\b(?!\.(get|has|delete)\b)/,
  body: /\bbody\b/,
  // Those of a request can be read without what writes cookies.
  'set-cookies': /(?<!\brequest\.)\bcookies\b|\bcookies\b(?!\.(get|has|all)\b)/,
  // What is called a reply is no request; of other names that cannot be known. esbuild may number them.
  'cookie-edits': /(?<!\b(reply|response)\d*\.)\bcookies\b(?!\.(get|has|all)\b)/,
  // A carry is signed with one; what else signs brings its own.
  signature: /\bsecret\b/,
  recipes: /\b(use|carries)\b/,
  mount: /\bmount\b/,
  'reply-hooks': /\bonReply\b/,
  'error-hooks': /\bonError\b/,
  listing: /\b(handlers|routes|triggers)\b/,
  'non-canonical': /\bnonCanonical\b/,
  // No word tells. They are used while an app is made, and so it shows when the bundle is loaded.
  inspection: undefined,
  match: undefined,
  patterns: undefined,
} as const satisfies Readonly<Record<string, RegExp | undefined>>

const reads: Words = {
  query: /\.query\b/,
  'query-list': /\.query\b(?!\.(get|has|delete)\b)/,
  body: /\brequest\.body\b/,
  'set-cookies': /(?<!\brequest)\.cookies\b/,
  'cookie-edits': /\brequest\.cookies\b(?!\.(get|has|all)\b)/,
}

const parts = Object.keys(mentions) as Part[]

// What may be made when a request comes: what stands in a function, which esbuild prints indented or
// behind an arrow. Some of it is made at load all the same, and then costs bytes.
const compilesLate = /\bpath-table\.\w+$/
const testsLate = /^(?:[ \t]+|.*=>).*\b(?:when|except|pathTest)\d*\(/m
const appsLate = /^(?:[ \t]+|.*=>).*\.handlers?\(/m
const readAtLoad = ['inspection', 'match', 'patterns'] as const
