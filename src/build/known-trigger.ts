import type { Trigger } from '../event.js'
import type { Module } from './module.js'
import { isLedgesRecipe } from './paths.js'
import type { Edit } from './rewrite.js'
import { staticName, walk } from './walk.js'

/**
 * Decides in one of Ledge's recipes what compares the `trigger` of a context with a text, so that what
 * is for other triggers falls away. In other code it could be the `trigger` of anything.
 */
export function knownTrigger({ path, ast }: Module, trigger: Trigger): Edit[] {
  const edits: Edit[] = []
  if (!isLedgesRecipe(path)) return edits
  walk(ast, (node) => {
    if (node.type !== 'BinaryExpression') return
    const { left, operator, right, start, end } = node
    if (left.type !== 'MemberExpression' || staticName(left) !== 'trigger') return
    if (right.type !== 'Literal' || !/^[!=]==$/.test(operator)) return
    const isSame = right.value === trigger
    edits.push({ start, end, text: String(operator === '===' ? isSame : !isSame) })
  })
  return edits
}
