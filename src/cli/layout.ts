import { stripVTControlCharacters } from 'node:util'

/** How many columns a text takes; colours take none. */
export function columnsOf(text: string): number {
  return stripVTControlCharacters(text).length
}

/** A text in lines of so many columns; all but the first are indented. A long word stays whole. */
export function wrap(text: string, width: number, indent = ''): string {
  const [first = '', ...words] = text.trimStart().split(' ')
  const lines = [text.slice(0, text.length - text.trimStart().length) + first]
  for (const word of words) {
    const longer = `${lines.at(-1)} ${word}`
    if (columnsOf(longer) <= width) lines[lines.length - 1] = longer
    else lines.push(indent + word)
  }
  return lines.join('\n')
}

/** Rows in columns as wide as their widest cell; columns named in `right` end together. */
export function table(
  rows: readonly (readonly string[])[],
  right: readonly number[] = [],
): string[] {
  const widths = (rows[0] ?? []).map((_, i) => Math.max(...rows.map((row) => columnsOf(row[i]!))))
  return rows.map((row) =>
    row
      .map((cell, i) => {
        const space = ' '.repeat(widths[i]! - columnsOf(cell))
        return right.includes(i) ? space + cell : cell + space
      })
      .join('  ')
      .trimEnd(),
  )
}

/** A number as people read it: `12,345`. */
export function count(number: number): string {
  return number.toLocaleString('en-US')
}

/** `1 step`, `2 steps`. */
export function counted(number: number, noun: string): string {
  return `${count(number)} ${noun}${number === 1 ? '' : 's'}`
}
