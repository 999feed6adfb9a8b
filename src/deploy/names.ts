/** A name with dashes, as functions and policies of an account have it: `admin-viewer-request`. */
export function dashed(name: string): string {
  return name
    .replace(/([a-z0-9])([A-Z])/g, '$1-$2')
    .replace(/[^A-Za-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .toLowerCase()
}

/** A name of letters and digits, as CloudFormation takes it: `AdminViewerRequest`. */
export function joined(name: string): string {
  return dashed(name)
    .split('-')
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join('')
}

/** A name with dashes for each text, each another also in letters and digits alone. */
export function distinct(texts: readonly string[]): string[] {
  const taken = new Set<string>()
  return texts.map((text) => {
    const base = dashed(text) || 'other'
    let name = base
    for (let i = 2; taken.has(joined(name)); i++) name = `${base}-${i}`
    taken.add(joined(name))
    return name
  })
}
