import type { FunctionEntry, Manifest } from '../build/manifest.js'
import { error, ProjectError } from '../config/problem.js'

/**
 * A manifest as far as it can be deployed, with the code of a build before: its settings and its
 * behaviors are those of now, and a function that the build did not have is in no behavior.
 *
 * @throws ProjectError for a build that the manifest does not remember, or with a function that is gone.
 */
export function earlier(manifest: Manifest, back: number): Manifest {
  const version = manifest.versions[back]
  if (!version) {
    const most = manifest.versions.length - 1
    throw refused(`There is no build to go back to: expected 0 to ${most} builds, got ${back}.`)
  }
  const functions: Record<string, FunctionEntry> = {}
  for (const [name, built] of Object.entries(version)) {
    const now = manifest.functions[name]
    if (!now)
      throw refused(`The function ${name} of that build is no more. Build its source again.`)
    functions[name] = { ...now, ...built }
  }
  const behaviors = manifest.behaviors.map((behavior) => ({
    ...behavior,
    functions: behavior.functions.filter((attached) => functions[attached.function]),
  }))
  return { ...manifest, functions, behaviors }
}

function refused(message: string): ProjectError {
  return new ProjectError([error('rollback', message)])
}
