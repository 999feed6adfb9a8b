import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { type DeployFormat, deployFormats, emit, type Manifest } from '../build/index.js'
import { didYouMean } from '../config/nearest.js'
import { WrongCall } from './wrong-call.js'

/**
 * The formats of `--emit`, which stand behind one another with commas.
 *
 * @throws WrongCall for one that there is not.
 */
export function formatsOf(text: string): DeployFormat[] {
  const names = text.split(',').map((name) => name.trim())
  return names.map((name) => {
    const format = deployFormats.find((format) => format === name)
    if (format) return format
    throw new WrongCall(
      `Expected --emit to name ${deployFormats.join(', ')}, got '${name}'.${didYouMean(name, deployFormats)}`,
    )
  })
}

/** Writes the deployment material of a build beside it, and gives back the paths of the files. */
export function writeEmitted(
  folder: string,
  formats: readonly DeployFormat[],
  manifest: Manifest,
): string[] {
  const files = formats.flatMap((format) => emit(format, manifest))
  for (const { path, content } of files) {
    const file = join(folder, path)
    mkdirSync(dirname(file), { recursive: true })
    writeFileSync(file, content)
  }
  return files.map(({ path }) => path)
}
