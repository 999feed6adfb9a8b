import type { CloudFrontHeader, Trigger } from '../event.js'
import type { WritableHeaderName } from '../rules/headers.js'
import type { HeaderHolder } from './draft.js'
import { headerName, lowerCase } from './header-name.js'

/** Headers to read. Names are case-insensitive. */
export interface ReadableHeaders extends Iterable<[name: string, value: string]> {
  /** All lines joined as HTTP says: with `, `, cookie lines with `; `. `undefined` where absent. */
  get(name: string): string | undefined
  /** One value per line, in order. */
  getAll(name: string): string[]
  has(name: string): boolean
}

/**
 * Headers to read and write, within what the triggers `T` may write: a literal name that CloudFront
 * would refuse there does not compile. Spelling, order and multiple lines of what is left alone stay.
 */
export interface WritableHeaders<T extends Trigger> extends ReadableHeaders {
  /**
   * Replaces the header; a list makes one line per value. A lower-case name is sent in CloudFront's
   * spelling (`x-foo` as `X-Foo`), any other as written; a header that exists keeps its spelling.
   *
   * @throws EdgeError `bad-header` for a name that is no token or a value with control characters.
   */
  set<Name extends string>(
    name: WritableHeaderName<Name, T>,
    value: string | readonly string[],
  ): void
  /** Adds a line behind those that are there. */
  append<Name extends string>(name: WritableHeaderName<Name, T>, value: string): void
  /** Removes all lines. Returns whether there were any. */
  delete<Name extends string>(name: WritableHeaderName<Name, T>): boolean
}

/** The one view on CloudFront's header objects; what a trigger may call of it is a matter of type. */
export class HeaderView implements ReadableHeaders {
  private readonly _holder: HeaderHolder

  constructor(holder: HeaderHolder) {
    this._holder = holder
  }

  /** The lines by the name in lower case, as CloudFront has them. Never change them: `replace` them. */
  lines(lower: string): readonly CloudFrontHeader[] {
    return this._holder.lines(lower) ?? noLines
  }

  /** Puts lines in place as they are, or removes the header where there are none. */
  replace(lower: string, lines: readonly CloudFrontHeader[]): void {
    if (lines.length > 0) this._holder.setLines(lower, lines)
    else this.delete(lower)
  }

  get(name: string): string | undefined {
    const lower = lowerCase(name)
    const lines = this.lines(lower)
    return lines.length > 1
      ? lines.map((line) => line.value).join(lower === 'cookie' ? '; ' : ', ')
      : lines[0]?.value
  }

  getAll(name: string): string[] {
    return this.lines(lowerCase(name)).map((line) => line.value)
  }

  has(name: string): boolean {
    return this.lines(lowerCase(name)).length > 0
  }

  set(name: string, value: string | readonly string[]): void {
    const header = headerName(name)
    const { lower } = header
    const old = this.lines(lower)
    if (Array.isArray(value)) {
      this.replace(
        lower,
        value.map((item, i) => header.line(item, (old[i] ?? old[0])?.key)),
      )
    } else this._holder.setLines(lower, [header.line(value as string, old[0]?.key)])
  }

  append(name: string, value: string): void {
    const header = headerName(name)
    const old = this.lines(header.lower)
    this._holder.setLines(header.lower, [...old, header.line(value, old[0]?.key)])
  }

  delete(name: string): boolean {
    const lower = lowerCase(name)
    const had = this.lines(lower).length > 0
    if (had) this._holder.setLines(lower, undefined)
    return had
  }

  *[Symbol.iterator](): IterableIterator<[name: string, value: string]> {
    for (const name of Object.keys(this._holder.headers)) {
      for (const { value } of this.lines(lowerCase(name))) yield [name, value]
    }
  }
}

const noLines: readonly CloudFrontHeader[] = []
