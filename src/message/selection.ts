/** Which entries are meant: those of these names, or those the function says yes to. */
export type Selection = readonly string[] | ((name: string, value: string) => boolean)

/** A selection as a function. */
export function selects(selection: Selection): (name: string, value: string) => boolean {
  return typeof selection === 'function' ? selection : (name) => selection.includes(name)
}
