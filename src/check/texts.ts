import type { Program } from 'acorn'
import type { Source } from '../build/sources.js'
import { walk } from '../build/walk.js'

/** Texts that the project's own code speaks of. */
export interface Texts {
  /** What values may be compared with, the likeliest first. */
  readonly values: readonly string[]
  /** What looks like a path, or a pattern of paths. */
  readonly paths: readonly string[]
}

export function textsIn(sources: readonly Source[]): Texts {
  const compared: string[] = []
  const listed: string[] = []
  const paths: string[] = []
  for (const { own, module } of sources) {
    if (!own) continue
    for (const { text, isCompared } of literalsOf(module.ast)) {
      if (/^\/[^\s?#]*$/.test(text)) paths.push(text)
      if (/^[\w.:/+=-]{1,60}$/.test(text)) (isCompared ? compared : listed).push(text)
    }
  }
  return {
    values: [...new Set([...compared, ...listed])].slice(0, 20),
    paths: [...new Set(paths)].slice(0, 40),
  }
}

interface Text {
  readonly text: string
  readonly isCompared: boolean
}

function literalsOf(ast: Program): Text[] {
  const found: Text[] = []
  walk(ast, (node, around) => {
    if (node.type !== 'Literal' || typeof node.value !== 'string') return
    const type = around.at(-1)?.type ?? ''
    const isCompared = /^(BinaryExpression|SwitchCase)$/.test(type)
    // Else what stands in lists, in tables and among arguments.
    if (isCompared || /^(ArrayExpression|Property|CallExpression)$/.test(type)) {
      found.push({ text: node.value, isCompared })
    }
  })
  return found
}
