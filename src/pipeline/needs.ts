/** Names of headers, cookies and query parameters. */
export interface NeededValues {
  readonly headers?: readonly string[]
  readonly cookies?: readonly string[]
  readonly query?: readonly string[]
}

/** What CloudFront must be told so that a middleware works; the build and `ledge check` read it. */
export interface Needs {
  /** In the cache policy: part of the cache key, and so open to decisions of origin triggers. */
  readonly cacheKey?: NeededValues
  /** In the origin request policy: seen by origin triggers, but no base for a decision that is cached. */
  readonly forward?: NeededValues
  /** The association must set IncludeBody. */
  readonly body?: boolean
}

/** What several need together, each name once, headers without regard to case. */
export function needsOf(all: readonly { readonly needs?: Needs | undefined }[]): Needs | undefined {
  const some = all.flatMap(({ needs }) => needs ?? [])
  if (some.length < 2) return some[0]
  const cacheKey = mergeValues(some.map((needs) => needs.cacheKey))
  const forward = mergeValues(some.map((needs) => needs.forward))
  return {
    ...(cacheKey && { cacheKey }),
    ...(forward && { forward }),
    ...(some.some((needs) => needs.body) && { body: true }),
  }
}

function mergeValues(all: readonly (NeededValues | undefined)[]): NeededValues | undefined {
  const merged: { -readonly [K in keyof NeededValues]: NeededValues[K] } = {}
  for (const kind of ['headers', 'cookies', 'query'] as const) {
    const names = all.flatMap((values) => values?.[kind] ?? [])
    const key = (name: string): string => (kind === 'headers' ? name.toLowerCase() : name)
    if (names.length > 0) {
      merged[kind] = [...new Map(names.map((name) => [key(name), name])).values()]
    }
  }
  return Object.keys(merged).length > 0 ? merged : undefined
}
