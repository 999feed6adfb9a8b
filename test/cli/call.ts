import { run } from '../../src/cli/run.js'
import type { Terminal } from '../../src/cli/terminal.js'

/** What a call of the program came to. */
export interface Called {
  readonly code: number
  readonly stdout: string
  readonly stderr: string
}

/**
 * Runs the program in this process, as if called in a folder. What tells of progress is left out: how
 * much of it there is hangs on the machine.
 */
export async function call(
  cwd: string,
  args: readonly string[],
  { env = {}, ...more }: Partial<Pick<Terminal, 'env' | 'stdout'>> = {},
): Promise<Called> {
  const written = { stdout: '', stderr: '' }
  const code = await run(args, {
    cwd,
    env,
    stdout: { write: (text) => (written.stdout += text) },
    stderr: { write: (text) => (written.stderr += text) },
    ...more,
  })
  return { code, ...written, stderr: written.stderr.replace(/^.* …\n/gm, '') }
}
