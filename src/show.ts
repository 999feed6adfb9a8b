/** How a value is shown in a message: its kind, and as much of it as fits on a line, escaped. */
export function show(value: unknown): string {
  if (typeof value === 'string')
    return JSON.stringify(value.length > 80 ? `${value.slice(0, 77)}...` : value)
  if (typeof value === 'function') return value.name ? `function ${value.name}` : 'a function'
  if (Array.isArray(value)) return `an array of ${value.length}`
  if (value === null || typeof value !== 'object') return String(value)
  return `an object with ${Object.keys(value).slice(0, 5).join(', ') || 'no keys'}`
}
