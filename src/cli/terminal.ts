import picocolors from 'picocolors'

/** Where a command runs, and what it writes to. */
export interface Terminal {
  /** The folder it was called in. */
  readonly cwd: string
  readonly env: Readonly<Record<string, string | undefined>>
  /** What was asked for. */
  readonly stdout: Output
  /** What went wrong, and what is going on. */
  readonly stderr: Output
}

export interface Output {
  write(text: string): unknown
  readonly isTTY?: boolean | undefined
  readonly columns?: number | undefined
}

export type Colours = ReturnType<typeof picocolors.createColors>

/**
 * Whether an output takes colours: https://no-color.org first, then https://force-color.org, then
 * whether it is a terminal.
 */
export function hasColours({ isTTY }: Output, env: Terminal['env']): boolean {
  const { NO_COLOR, FORCE_COLOR, TERM } = env
  if (NO_COLOR || /^(0|false)$/.test(FORCE_COLOR ?? '')) return false
  return Boolean(FORCE_COLOR) || (isTTY === true && TERM !== 'dumb')
}

export function coloursOf(output: Output, env: Terminal['env']): Colours {
  return picocolors.createColors(hasColours(output, env))
}

/** How wide lines may be: as the terminal, if it knows, and no wider than can be read. */
export function widthOf({ columns }: Output): number {
  return Math.min(Math.max(columns || 100, 40), 100)
}
