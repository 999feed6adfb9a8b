import { resolve } from 'node:path'
import ts from 'typescript'

/** What the compiler has against a piece of code. */
export interface Complaint {
  /** As an absolute path. */
  readonly file: string
  readonly line: number
  /** The code that an editor underlines. */
  readonly at: string
  /** Its lines, from what is wrong to why. */
  readonly message: string
}

/**
 * Compiles modules as `npm run typecheck` does, except that what they declare may be left unused.
 * Those given with their text need not exist; all of them see the repository's other files.
 */
export function compile(modules: ReadonlyMap<string, string | undefined>): Complaint[] {
  const config = ts.getParsedCommandLineOfConfigFile(
    'tsconfig.json',
    { noUnusedLocals: false, noUnusedParameters: false },
    { ...ts.sys, onUnRecoverableConfigFileDiagnostic: () => {} },
  )
  const options = config?.options ?? {}
  const texts = new Map([...modules].map(([path, text]) => [resolve(path), text]))
  const host = ts.createCompilerHost(options)
  const { fileExists, readFile } = host
  host.fileExists = (path) => texts.get(path) !== undefined || fileExists(path)
  host.readFile = (path) => texts.get(path) ?? readFile(path)
  const program = ts.createProgram([...texts.keys()], options, host)
  return [...texts.keys()].flatMap((path) => {
    const file = program.getSourceFile(path)
    if (!file) return [{ file: path, line: 0, at: '', message: 'The file was not read.' }]
    return [...program.getSyntacticDiagnostics(file), ...program.getSemanticDiagnostics(file)].map(
      ({ start = 0, length = 0, messageText }) => ({
        file: path,
        line: file.getLineAndCharacterOfPosition(start).line + 1,
        at: file.text.slice(start, start + length),
        message: ts.flattenDiagnosticMessageText(messageText, '\n'),
      }),
    )
  })
}
