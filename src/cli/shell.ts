/** The command that takes paths out of the cache of a distribution, to be pasted into a shell. */
export function invalidationCommand(paths: readonly string[]): string {
  return `aws cloudfront create-invalidation --distribution-id <id> --paths ${paths.map(quoted).join(' ')}`
}

/** A text as one word of a shell. */
export function quoted(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`
}
