import type { Manners } from './command.js'
import { coloursOf, type Terminal } from './terminal.js'

/** Does something, and after the first second says what, for those who wait and have not asked for quiet. */
export async function withProgress<T>(
  doing: string,
  { quiet }: Manners,
  { stderr, env }: Terminal,
  work: () => Promise<T>,
): Promise<T> {
  if (quiet) return work()
  const text = coloursOf(stderr, env).dim(`${doing} …`)
  let isShown = false
  const timer = setTimeout(() => {
    isShown = true
    stderr.write(stderr.isTTY ? text : `${text}\n`)
  }, 1000)
  try {
    return await work()
  } finally {
    clearTimeout(timer)
    // In a terminal the line was for the time being.
    if (isShown && stderr.isTTY) stderr.write('\r\u001b[2K')
  }
}
