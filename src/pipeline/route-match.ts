import { noParams } from '../triggers/base.js'
import type { Param } from './route-pattern.js'

/** One of a route's patterns, with its optional groups taken or left out. */
export interface Way {
  /** The place among all ways. Those of one route are neighbours; the first that matches counts. */
  readonly order: number
  readonly route: number
  readonly keys: readonly Key[]
  /** Decides, and finds the params, where fixed text and whole segments do not say it all. */
  readonly regexp: RegExp | undefined
}

/** A param, and how much fixed text stands between it and the one before. */
export type Key = Param & { readonly skip: number }

type Params = Record<string, string | string[]>

/** A way that matched a path. */
export class RouteMatch {
  readonly way: Way
  private readonly _path: string
  private _params: Readonly<Params> | undefined

  constructor(way: Way, path: string) {
    this.way = way
    this._path = path
  }

  get route(): number {
    return this.way.route
  }

  get params(): Readonly<Params> {
    this._params ??= this.way.keys.length === 0 ? noParams : readParams(this.way, this._path)
    return this._params
  }
}

// Names come from patterns and values from viewers: nothing is inherited that either could hit. An
// instance of such a class stays a fast object, which one of `Object.create(null)` does not.
function NoPrototype(): void {}
NoPrototype.prototype = Object.create(null)

function readParams({ keys, regexp }: Way, path: string): Params {
  const params = new (NoPrototype as unknown as new () => Params)()
  const decode = path.includes('%') ? decodeSafely : asItIs
  const values = regexp?.exec(path)
  let at = 0
  for (let i = 0; i < keys.length; i++) {
    const { type, name, skip } = keys[i]!
    at += skip
    const end = type === 'param' ? segmentEnd(path, at) : path.length
    const value = values ? values[i + 1]! : path.slice(at, end)
    params[name] = type === 'param' ? decode(value) : value.split('/').map(decode)
    at = end
  }
  return params
}

/** Where the segment ends that `at` is in. */
export function segmentEnd(path: string, at: number): number {
  const slash = path.indexOf('/', at)
  return slash < 0 ? path.length : slash
}

/** Where text is not to be decoded, or its case not to be folded. */
export function asItIs(text: string): string {
  return text
}

/** What is no percent-encoded UTF-8 is given as it came: a viewer must not make a handler throw. */
function decodeSafely(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
