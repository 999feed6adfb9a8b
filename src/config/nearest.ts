/** `Did you mean …?`, where one of the names is near to what was written; else nothing. */
export function didYouMean(written: string, names: readonly string[]): string {
  const near = names
    .map((name) => ({ name, away: distance(written.toLowerCase(), name.toLowerCase()) }))
    .filter(({ name, away }) => away <= Math.ceil(name.length / 3))
    .sort((a, b) => a.away - b.away)
  return near[0] ? ` Did you mean '${near[0].name}'?` : ''
}

/** How many characters must be put in, taken out or changed to make one text the other. */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, j) => j)
  for (let i = 1; i <= a.length; i++) {
    const above = row
    row = [i]
    for (let j = 1; j <= b.length; j++) {
      const change = above[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1)
      row.push(Math.min(change, above[j]! + 1, row[j - 1]! + 1))
    }
  }
  return row[b.length]!
}
