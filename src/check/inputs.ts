import type { CachePolicy, NameSelection, OriginRequestPolicy } from '../config/policies.js'

/** Something of a request that a step may read. */
export interface Input {
  readonly kind: 'header' | 'cookie' | 'query parameter' | 'body' | 'address'
  /** Of a header in lower case; empty where there is only one of the kind. */
  readonly name: string
}

/** An input with the value that a request has there. */
export interface Given extends Input {
  readonly value: string
}

/** What a behavior's two policies carry to the origin triggers. */
export interface Carriage {
  readonly key: CachePolicy
  readonly forward: OriginRequestPolicy
}

/** How an input comes to the origin triggers: in the cache key, only forwarded, or not at all. */
export function carriedAs(
  { kind, name }: Input,
  { key, forward }: Carriage,
): 'key' | 'forward' | 'none' {
  if (kind === 'body') return 'key'
  if (kind === 'address') return 'forward'
  if (kind === 'header') {
    if (selects(lowerCase(key.headers), name)) return 'key'
    const isOwn = name.startsWith('cloudfront-')
    if (isOwn && selects(lowerCase(forward.cloudFrontHeaders), name)) return 'forward'
    const { headers } = forward
    // `all`, and all but some, are headers of the viewer.
    const open = headers === 'all' || (headers !== undefined && 'except' in headers)
    return selects(lowerCase(headers), name) && !(isOwn && open) ? 'forward' : 'none'
  }
  const side = kind === 'cookie' ? 'cookies' : 'query'
  if (selects(key[side], name)) return 'key'
  return selects(forward[side], name) ? 'forward' : 'none'
}

function selects(selection: NameSelection | undefined, name: string): boolean {
  if (selection === undefined) return false
  if (selection === 'all') return true
  return 'except' in selection ? !selection.except.includes(name) : selection.includes(name)
}

function lowerCase(selection: NameSelection | undefined): NameSelection | undefined {
  if (selection === undefined || selection === 'all') return selection
  const lower = (names: readonly string[]): string[] => names.map((name) => name.toLowerCase())
  return 'except' in selection ? { except: lower(selection.except) } : lower(selection)
}

/** For messages: `the cookie beta`. */
export function inputText({ kind, name }: Input): string {
  if (kind === 'address') return "the viewer's address"
  return kind === 'body' ? 'the body' : `the ${kind} ${name}`
}

export function isSame(a: Input, b: Input): boolean {
  return a.kind === b.kind && a.name === b.name
}
