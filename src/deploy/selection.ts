import type { NameSelection } from '../config/policies.js'

/** Whether a name is in a selection. `fold` makes names alike that mean the same. */
export function covers(selection: NameSelection, name: string, fold = exactly): boolean {
  if (selection === 'all') return true
  if ('except' in selection) return !has(selection.except, name, fold)
  return has(selection, name, fold)
}

/** A selection with more names in it: the same selection if all are there. */
export function extend(
  selection: NameSelection,
  names: readonly string[],
  fold = exactly,
): NameSelection {
  if (selection === 'all') return selection
  if (!('except' in selection)) return extendList(selection, names, fold)
  const except = selection.except.filter((name) => !has(names, name, fold))
  if (except.length === selection.except.length) return selection
  return except.length > 0 ? { except } : 'all'
}

/** A list with more names in it: the same list if all are there. */
export function extendList(
  list: readonly string[],
  names: readonly string[],
  fold = exactly,
): readonly string[] {
  const missing = names.filter((name) => !has(list, name, fold))
  return missing.length > 0 ? [...list, ...missing].sort() : list
}

/** Headers are the same in upper and lower case. */
export function anyCase(name: string): string {
  return name.toLowerCase()
}

function exactly(name: string): string {
  return name
}

function has(names: readonly string[], name: string, fold: (name: string) => string): boolean {
  return names.some((one) => fold(one) === fold(name))
}
