import { RouteMatch, segmentEnd, type Way } from './route-match.js'

/**
 * Patterns by their text, in a tree in which those that begin alike share the way down (a radix tree),
 * so that a lookup costs by the length of the path and not by the number of routes. A param that
 * reaches to the end of its segment is a branch; anything subtler hangs on the tree where the fixed
 * text before it ends, and is tried there.
 */
export interface RouteNode {
  text: string
  /** What matches where the path ends here. All have the same number of params. */
  ends: readonly RouteMatch[]
  /** What takes all that is left of the path, or asks its own regular expression. */
  rests: readonly Way[]
  /** By the first character of their text. */
  children: Map<number, RouteNode> | undefined
  param: RouteNode | undefined
}

export function routeNode(text: string): RouteNode {
  return { text, ends: none, rests: none, children: undefined, param: undefined }
}

/** The node behind this one and a fixed text. */
export function behindText(node: RouteNode, text: string): RouteNode {
  if (text === '') return node
  node.children ??= new Map()
  const child = node.children.get(text.charCodeAt(0))
  const common = child ? commonLength(child.text, text, 0) : text.length
  if (child && common === child.text.length) return behindText(child, text.slice(common))
  const fork = routeNode(text.slice(0, common))
  node.children.set(text.charCodeAt(0), fork)
  if (child) {
    child.text = child.text.slice(common)
    fork.children = new Map([[child.text.charCodeAt(0), child]])
  }
  return behindText(fork, text.slice(common))
}

/** The node behind this one and a param that is the rest of its segment. */
export function behindParam(node: RouteNode): RouteNode {
  node.param ??= routeNode('')
  return node.param
}

export function addEnd(node: RouteNode, way: Way): void {
  node.ends = merge(node.ends, [new RouteMatch(way, '')])
}

/**
 * `found`, and what matches the path from `start` on, where the root stands for the whole of it. A node
 * stands for one position at most, so no path, however it is made, visits one twice.
 *
 * @param folded the path in the case that the texts of the tree are in
 * @param trailing whether a path may end in a slash that its pattern does not have
 */
export function find(
  root: RouteNode,
  path: string,
  folded: string,
  trailing: boolean,
  start = 0,
  found: readonly RouteMatch[] = none,
): readonly RouteMatch[] {
  let node = root
  let at = start
  let hits = found
  // A loop, with recursion at forks alone: recursion at each node takes half as long again.
  for (;;) {
    for (let i = 0; i < node.rests.length; i++) {
      const way = node.rests[i]!
      if (way.regexp ? way.regexp.test(path) : at < path.length) {
        hits = merge(hits, [new RouteMatch(way, path)])
      }
    }
    const left = path.length - at
    if (left === 0 || (left === 1 && trailing && path.endsWith('/') && !node.text.endsWith('/'))) {
      hits = merge(hits, endsOn(node, path))
    }
    if (left === 0) return hits
    let next: RouteNode | undefined
    let nextAt = at
    const child = node.children?.get(folded.charCodeAt(at))
    if (child && commonLength(child.text, folded, at) === child.text.length) {
      next = child
      nextAt += child.text.length
    }
    if (node.param) {
      const end = segmentEnd(path, at)
      if (end > at) {
        if (next) hits = find(next, path, folded, trailing, nextAt, hits)
        next = node.param
        nextAt = end
      }
    }
    if (!next) return hits
    node = next
    at = nextAt
  }
}

const none: readonly never[] = []

/** Ends without params are the same for every path. */
function endsOn({ ends }: RouteNode, path: string): readonly RouteMatch[] {
  if (ends.length === 0 || ends[0]!.way.keys.length === 0) return ends
  return ends.map(({ way }) => new RouteMatch(way, path))
}

/** Both in order, each route once: with the first of its ways. */
export function merge(
  some: readonly RouteMatch[],
  more: readonly RouteMatch[],
): readonly RouteMatch[] {
  if (some.length === 0) return more
  if (more.length === 0) return some
  const all = [...some, ...more].sort((a, b) => a.way.order - b.way.order)
  return all.filter((match, i) => match.route !== all[i - 1]?.route)
}

/** How many characters of `text` stand in `path` at `at`. */
function commonLength(text: string, path: string, at: number): number {
  // Not past the end: a NaN among the character codes makes all comparisons slower.
  const most = Math.min(text.length, path.length - at)
  let length = 0
  while (length < most && text.charCodeAt(length) === path.charCodeAt(at + length)) length++
  return length
}
