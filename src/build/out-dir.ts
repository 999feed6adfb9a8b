import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { BuiltFunction } from './build-function.js'
import { type Manifest, manifestName, zipsOf } from './manifest.js'

/** What the build before left, if it can be read. */
export function readManifest(folder: string): Manifest | undefined {
  const file = join(folder, manifestName)
  if (!existsSync(file)) return undefined
  try {
    const manifest: Manifest = JSON.parse(readFileSync(file, 'utf8'))
    return manifest.version === 1 ? manifest : undefined
  } catch {
    // Not ours, or cut off: there is nothing to go back to.
    return undefined
  }
}

/** Writes a build, and takes away what of the builds before nothing speaks of any more. */
export function writeBuild(
  folder: string,
  functions: readonly BuiltFunction[],
  manifest: Manifest,
  previous: Manifest | undefined,
): void {
  for (const { name, bundle, zip } of functions) {
    const { file, zip: zipFile } = manifest.functions[name]!
    write(join(folder, file), bundle.code)
    write(join(folder, `${file}.map`), bundle.map)
    write(join(folder, zipFile), zip)
  }
  write(join(folder, manifestName), `${JSON.stringify(manifest, undefined, 2)}\n`)
  if (!previous) return
  const zips = zipsOf(manifest)
  for (const zip of zipsOf(previous)) if (!zips.has(zip)) rmSync(join(folder, zip), { force: true })
  for (const [name, { file }] of Object.entries(previous.functions)) {
    if (manifest.functions[name]) continue
    for (const gone of [file, `${file}.map`]) rmSync(join(folder, gone), { force: true })
  }
}

function write(file: string, content: string | Uint8Array): void {
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(file, content)
}
