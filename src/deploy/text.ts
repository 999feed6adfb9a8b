/** Moves all lines to the right but the first, which stands where the text is put in. */
export function indent(text: string, by: number): string {
  return text.replaceAll(/\n(?!\n)/g, `\n${' '.repeat(by)}`)
}

/** A comment of several lines. */
export function comment(lines: readonly string[]): string {
  return lines.map((line) => (line ? `# ${line}` : '#')).join('\n')
}

/** A text in the quotes that JSON and YAML share. */
export function quoted(text: string): string {
  return JSON.stringify(text)
}

/** A list in one line, the same in JSON and YAML. */
export function list(items: readonly string[]): string {
  return `[${items.map(quoted).join(', ')}]`
}
