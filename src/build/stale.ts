import { cachePolicy } from '../config/policies.js'
import { isViewer } from '../config/trigger-names.js'
import type { Attachment } from './attach.js'
import type { Manifest } from './manifest.js'

/**
 * The paths whose cached objects keep the result of origin triggers that are no more as they were.
 * What viewer triggers do is not cached, and before the first build nothing was made.
 */
export function stalePaths(manifest: Manifest, previous: Manifest | undefined): string[] {
  if (!previous) return []
  const before = new Map(
    previous.behaviors.map((behavior) => [behavior.path, codeOf(behavior, previous)]),
  )
  const paths = manifest.behaviors
    .filter(({ cache }) => cachePolicy(cache).maxTtl !== 0)
    .filter((behavior) => codeOf(behavior, manifest) !== (before.get(behavior.path) ?? ''))
    .map(({ path }) => invalidationPath(path))
  return paths.includes('/*') ? ['/*'] : [...new Set(paths)]
}

/** What tells the code of a behavior's origin triggers from other code. */
function codeOf({ functions }: Attachment, manifest: Manifest): string {
  return functions
    .filter(({ trigger }) => !isViewer(trigger))
    .map((attached) => `${attached.trigger} ${manifest.functions[attached.function]?.sha256}`)
    .join()
}

/**
 * A behavior's path as an invalidation takes it, which knows a `*` at the end only.
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/invalidation-specifying-objects.html
 */
function invalidationPath(path: string): string {
  const rooted = path.startsWith('/') ? path : `/${path}`
  return rooted.replace(/[*?].*$/, '*')
}
