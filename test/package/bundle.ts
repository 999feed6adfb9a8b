import { gzipSync } from 'node:zlib'
import { build } from 'esbuild'
import { inject } from 'vitest'

export interface Bundle {
  readonly code: string
  /** Minified, gzip level 9. */
  readonly bytes: number
  /** The modules in it, from the user's folder. */
  readonly inputs: readonly string[]
  /** What it still imports when it runs. */
  readonly imports: readonly string[]
}

/** The code as a user deploys it: bundled in the user's folder, with what else he tells esbuild. */
export async function bundle(contents: string, ...conditions: string[]): Promise<Bundle> {
  const user = inject('user')
  const { outputFiles, metafile } = await build({
    absWorkingDir: user,
    stdin: { contents, resolveDir: user },
    conditions,
    bundle: true,
    minify: true,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    metafile: true,
    write: false,
    logLevel: 'silent',
  })
  const code = outputFiles[0]?.text ?? ''
  const [output] = Object.values(metafile.outputs)
  return {
    code,
    bytes: gzipSync(code, { level: 9 }).length,
    inputs: Object.keys(output?.inputs ?? {}).filter((input) => input !== '<stdin>'),
    imports: (output?.imports ?? []).map(({ path }) => path),
  }
}
