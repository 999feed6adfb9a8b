import { resolve } from 'node:path'
import { isLedge } from './paths.js'

/**
 * Whether a bundle may set `uri`, so that later triggers see another path than the viewer sent. Seen
 * from the text: an assignment, or an old handler that gives back a request of its own. To be told so of
 * code that does not costs a function where it has nothing to do; the opposite would cost its answers.
 *
 * @param code what is left of each module, by path
 */
export function mayRewrite(code: ReadonlyMap<string, string>, root: string): boolean {
  return [...code].some(([path, text]) => !isLedge(resolve(root, path)) && rewriting.test(text))
}

const rewriting = new RegExp(
  [
    // request.uri = …, request.uri += …, request['uri'] = …
    /(\.uri|\["uri"\])\s*(\*\*|<<|>>>?|&&|\|\||\?\?|[-+*/%&|^])?=(?![=>])/,
    /\bfromHandler\b/,
    // Object.assign(ctx.request, …), and the same with a name for it
    /\bObject\.assign\(\s*[\w.]*[rR]equest\b/,
    /\bReflect\.set\(/,
  ]
    .map(({ source }) => source)
    .join('|'),
)
