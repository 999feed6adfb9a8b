interface ListHeaders {
  get(name: string): string | undefined
  append(name: 'vary', value: string): void
}

/**
 * Adds names to a header that lists names, such as Vary: those that are not there, in any case, in a
 * line of their own. A list with `*` has them all.
 *
 * @example
 * ```ts
 * addToList(ctx.response.headers, 'vary', ['Origin'])
 * ```
 */
export function addToList(headers: ListHeaders, name: string, values: readonly string[]): void {
  const there = (headers.get(name) ?? '').toLowerCase().split(/[\s,]+/)
  if (there.includes('*')) return
  const missing = values.filter((value) => !there.includes(value.toLowerCase()))
  // A name that is not known when compiling passes where a literal would be looked up.
  if (missing.length > 0) headers.append(name as 'vary', missing.join(', '))
}
