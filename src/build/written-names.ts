import type { Source } from './sources.js'

/**
 * Gives steps the names that stand in the project. esbuild adds a number to a function that is called as
 * one around it, as a recipe's step is: `redirects2` is what the project knows as `redirects`.
 */
export function writtenNames(all: readonly Source[]): (name: string) => string {
  const words = new Set(
    all.flatMap(({ own, module }) => (own ? (module.source.match(/[\w$]+/g) ?? []) : [])),
  )
  return (name) => {
    const stem = name.replace(/\d+$/, '')
    return !words.has(name) && words.has(stem) ? stem : name
  }
}
