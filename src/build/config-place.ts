import type { AnyNode } from 'acorn'
import type { Place } from '../config/fault.js'
import type { Location } from '../config/problem.js'
import type { Module } from './module.js'
import { nameOf, staticName } from './walk.js'

/** Where in a config file a part of the config stands, as far down as it is written out there. */
export function placeInConfig(module: Module, place: Place): Location {
  const exported = defaultExport(module)
  if (!exported) return module.lineAt(1, 1)
  let value: AnyNode | undefined = resolveName(module, exported)
  let found = value
  for (const key of place) {
    const part: AnyNode | undefined = value && partOf(value, key)
    if (!part) break
    found = part
    value = part.type === 'Property' ? resolveName(module, part.value) : part
  }
  return module.placeOf(found.start)
}

/** esbuild writes `export default` as a variable and `export { variable as default }`. */
function defaultExport(module: Module): AnyNode | undefined {
  for (const node of module.ast.body) {
    if (node.type !== 'ExportNamedDeclaration') continue
    const specifier = node.specifiers.find(({ exported }) => nameOf(exported) === 'default')
    if (specifier) return specifier.local
  }
  return undefined
}

function partOf(value: AnyNode, key: string | number): AnyNode | undefined {
  if (value.type === 'ArrayExpression') return value.elements[Number(key)] ?? undefined
  if (value.type !== 'ObjectExpression') return undefined
  return value.properties.find((item) => item.type === 'Property' && staticName(item) === key)
}

/** `defineConfig({ … })` is what it is given, and the name of a constant is what that holds. */
function resolveName(module: Module, node: AnyNode): AnyNode {
  if (node.type === 'CallExpression') return node.arguments[0] ?? node
  if (node.type !== 'Identifier') return node
  for (const statement of module.ast.body) {
    if (statement.type !== 'VariableDeclaration') continue
    for (const { id, init } of statement.declarations) {
      if (id.type === 'Identifier' && id.name === node.name && init) {
        return resolveName(module, init)
      }
    }
  }
  return node
}
