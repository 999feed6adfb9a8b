import type { NameSelection } from '../config/policies.js'
import type { ForwardPolicy } from './origin-request-policy.js'

/** A selection in CloudFront's words: what it does, and the names that it does it with. */
export interface Selected<Behavior extends string> {
  readonly behavior: Behavior
  readonly names: readonly string[]
}

/** Cookies or query strings. */
export function selected(
  selection: NameSelection,
): Selected<'none' | 'all' | 'whitelist' | 'allExcept'> {
  if (selection === 'all') return { behavior: 'all', names: [] }
  if ('except' in selection) {
    const { except } = selection
    return { behavior: except.length > 0 ? 'allExcept' : 'all', names: except }
  }
  return { behavior: selection.length > 0 ? 'whitelist' : 'none', names: selection }
}

/** The headers of an origin request policy. */
export function selectedHeaders({
  headers,
  cloudFrontHeaders,
}: ForwardPolicy): Selected<
  'none' | 'whitelist' | 'allViewer' | 'allExcept' | 'allViewerAndWhitelistCloudFront'
> {
  const { behavior, names } = selected(headers)
  if (behavior !== 'all') return { behavior, names }
  if (cloudFrontHeaders.length === 0) return { behavior: 'allViewer', names: [] }
  return { behavior: 'allViewerAndWhitelistCloudFront', names: cloudFrontHeaders }
}
