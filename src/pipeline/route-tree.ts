import { RouteMatch, segmentEnd, type Way } from './route-match.js'

/**
 * Patterns by their text, in a tree in which those that begin alike share the way down (a radix tree),
 * so that a lookup costs by the length of the path and not by the number of routes. A param that
 * reaches to the end of its segment is a branch; anything subtler hangs on the tree where the fixed
 * text before it ends, and is tried there.
 */
export class RouteTree {
  #text: string
  /** Whether a path may end in a slash more. */
  readonly #slash: boolean
  readonly #trailing: boolean
  /** What matches where the path ends here. All have the same number of params. */
  #ends: readonly RouteMatch[] = none
  /** What takes all that is left of the path, or asks its own regular expression. */
  #rests: readonly Way[] = none
  /** By the first character of their text. */
  readonly #children = new Map<number, RouteTree>()
  #param: RouteTree | undefined

  /** @param trailing whether a path may end in a slash that its pattern does not have */
  constructor(trailing: boolean, text = '') {
    this.#text = text
    this.#trailing = trailing
    this.#slash = trailing && !text.endsWith('/')
  }

  /** The node behind this one and a fixed text. */
  behindText(text: string): RouteTree {
    if (text === '') return this
    const first = text.charCodeAt(0)
    const child = this.#children.get(first)
    const common = child ? commonLength(child.#text, text, 0) : text.length
    if (child && common === child.#text.length) return child.behindText(text.slice(common))
    const fork = new RouteTree(this.#trailing, text.slice(0, common))
    this.#children.set(first, fork)
    if (child) {
      child.#text = child.#text.slice(common)
      fork.#children.set(child.#text.charCodeAt(0), child)
    }
    return fork.behindText(text.slice(common))
  }

  /** The node behind this one and a param that is the rest of its segment. */
  behindParam(): RouteTree {
    this.#param ??= new RouteTree(this.#trailing)
    return this.#param
  }

  addEnd(way: Way): void {
    this.#ends = merge(this.#ends, [new RouteMatch(way, '')])
  }

  addRest(way: Way): void {
    this.#rests = [...this.#rests, way]
  }

  /**
   * `found`, and what matches the path from `at` on. Each node stands for one position at most, so no
   * path, however it is made, visits one twice.
   *
   * @param folded the path in the case that the texts of the tree are in
   */
  find(
    path: string,
    folded: string,
    at: number,
    found: readonly RouteMatch[] = none,
  ): readonly RouteMatch[] {
    let hits = found
    for (const way of this.#rests) {
      if (way.regexp ? way.regexp.test(path) : at < path.length) {
        hits = merge(hits, [new RouteMatch(way, path)])
      }
    }
    const left = path.length - at
    const [end] = this.#ends
    if (end && (left === 0 || (left === 1 && this.#slash && path.endsWith('/')))) {
      const isFixed = end.way.keys.length === 0
      hits = merge(
        hits,
        isFixed ? this.#ends : this.#ends.map(({ way }) => new RouteMatch(way, path)),
      )
    }
    const child = this.#children.get(folded.charCodeAt(at))
    if (child && commonLength(child.#text, folded, at) === child.#text.length) {
      hits = child.find(path, folded, at + child.#text.length, hits)
    }
    if (this.#param) {
      const end = segmentEnd(path, at)
      if (end > at) hits = this.#param.find(path, folded, end, hits)
    }
    return hits
  }
}

const none: readonly never[] = []

/** Both in order, each route once: with the first of its ways. */
function merge(some: readonly RouteMatch[], more: readonly RouteMatch[]): readonly RouteMatch[] {
  if (some.length === 0) return more
  const all = [...some, ...more].sort((a, b) => a.way.order - b.way.order)
  return all.filter((match, i) => match.route !== all[i - 1]?.route)
}

/** How many characters of `text` stand in `path` at `at`. */
function commonLength(text: string, path: string, at: number): number {
  let length = 0
  while (length < text.length && text.charCodeAt(length) === path.charCodeAt(at + length)) length++
  return length
}
