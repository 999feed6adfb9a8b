import type { Bundle } from './bundle.js'

/**
 * What is left of each module in a bundle that is not minified, by path: esbuild writes the path above
 * each, and no other comments.
 */
export function liveCode({ code, modules }: Bundle): ReadonlyMap<string, string> {
  const paths = new Set(modules.map(({ path }) => path))
  const texts = new Map<string, string>()
  let current = ''
  for (const line of code.split('\n')) {
    const path = /^\/\/ (.+)$/.exec(line)?.[1]
    if (path !== undefined && paths.has(path)) current = path
    else texts.set(current, `${texts.get(current) ?? ''}${line}\n`)
  }
  return texts
}
