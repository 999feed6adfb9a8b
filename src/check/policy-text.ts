import type { CachePolicy, NameSelection, OriginRequestPolicy } from '../config/policies.js'
import type { NeededValues } from '../pipeline/needs.js'

/** The policy with some names more, as it would be written in the config. */
export function policyText(
  policy: CachePolicy | OriginRequestPolicy,
  added: Required<NeededValues>,
): string {
  const { headers, cookies, query, ...others } = policy
  const fields = {
    // A managed policy keeps everything for a second at least, which nobody needs to write.
    ...Object.fromEntries(Object.entries(others).filter(([name]) => name !== 'minTtl')),
    headers: mustList(headers, added.headers) ? added.headers : joined(headers, added.headers),
    ...(headers === 'all' && added.headers.length > 0 && { cloudFrontHeaders: added.headers }),
    cookies: joined(cookies, added.cookies),
    query: joined(query, added.query),
  }
  const texts = Object.entries(fields).flatMap(([name, value]) =>
    value === undefined || (Array.isArray(value) && value.length === 0)
      ? []
      : `${name}: ${literal(value)}`,
  )
  return `{ ${texts.join(', ')} }`
}

/** CloudFront adds headers of its own to a list, or to all of the viewer's, not to all but some. */
export function mustList(headers: NameSelection | undefined, added: readonly string[]): boolean {
  const isExcept = typeof headers === 'object' && 'except' in headers
  return isExcept && added.some((name) => /^cloudfront-/i.test(name))
}

function joined(selection: NameSelection | undefined, names: readonly string[]): NameSelection {
  if (selection === 'all') return selection
  if (selection && 'except' in selection) {
    return { except: selection.except.filter((name) => !names.includes(name)) }
  }
  return [...new Set([...(selection ?? []), ...names])]
}

function literal(value: unknown): string {
  if (typeof value === 'string') return `'${value}'`
  if (Array.isArray(value)) return `[${value.map(literal).join(', ')}]`
  if (typeof value !== 'object' || value === null) return String(value)
  return `{ ${Object.entries(value).map(([name, item]) => `${name}: ${literal(item)}`)} }`
}
