import { coloursOf, type Terminal } from './terminal.js'

/** Does something, and after the first second says what, for those who wait. */
export async function withProgress<T>(
  { stderr, env }: Terminal,
  doing: string,
  work: () => Promise<T>,
): Promise<T> {
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
