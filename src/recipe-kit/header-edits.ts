import type { Trigger } from '../event.js'
import type { ReadableHeaders } from '../message/headers.js'
import type { OptionChecks } from '../options.js'
import { disallowedHeaderPrefixes, disallowedHeaders } from '../rules/headers.js'
import type { Context } from '../triggers/context.js'

/** A value, one per line, or a function that gives them for a message. */
export type HeaderSource<T extends Trigger> =
  | string
  | readonly string[]
  | ((ctx: Context<T>) => string | readonly string[] | undefined)

/** What is done to headers, in this order. Names are case-insensitive. */
export interface HeaderEdits<T extends Trigger> {
  /** New names by old ones. The new header takes the place of one that is there. */
  readonly rename?: Readonly<Record<string, string>>
  readonly remove?: readonly string[]
  /**
   * Takes the place of what is there. Where a function gives `undefined`, or a value with control
   * characters, the header is removed, so that none stays that a viewer made up.
   */
  readonly set?: Readonly<Record<string, HeaderSource<T>>>
  /** Adds lines behind those that are there. */
  readonly append?: Readonly<Record<string, HeaderSource<T>>>
}

/** Headers as an edit by name needs them, whatever the trigger. */
interface EditableHeaders extends ReadableHeaders {
  set(name: 'x-edit', value: string | readonly string[]): void
  append(name: 'x-edit', value: string): void
  delete(name: 'x-edit'): boolean
}

/** The checks of the options, for `checkOptions`. */
export function headerEditsChecks<T extends Trigger>(): OptionChecks<HeaderEdits<T>> {
  const sources = 'values or functions by header name, of headers that functions may write'
  return {
    'rename?': [
      'new header names by old ones, of headers that functions may write',
      (value) => isTable(value, isWritable),
    ],
    'remove?': [
      'a list of headers that functions may write',
      (value) => Array.isArray(value) && value.every(isWritable),
    ],
    'set?': [sources, (value) => isTable(value, isSource)],
    'append?': [sources, (value) => isTable(value, isSource)],
  }
}

export function editHeaders<T extends Trigger>(
  { rename = {}, remove = [], set = {}, append = {} }: HeaderEdits<T>,
  headers: EditableHeaders,
  ctx: Context<T>,
): void {
  for (const [from, to] of Object.entries(rename)) {
    const lines = headers.getAll(from)
    if (lines.length === 0) continue
    headers.delete(from as 'x-edit')
    headers.set(to as 'x-edit', lines)
  }
  for (const name of remove) headers.delete(name as 'x-edit')
  for (const [name, source] of Object.entries(set)) {
    headers.set(name as 'x-edit', linesOf(source, ctx))
  }
  for (const [name, source] of Object.entries(append)) {
    for (const line of linesOf(source, ctx)) headers.append(name as 'x-edit', line)
  }
}

function linesOf<T extends Trigger>(source: HeaderSource<T>, ctx: Context<T>): readonly string[] {
  const value = typeof source === 'function' ? source(ctx) : source
  const lines = value === undefined ? [] : [value].flat()
  return lines.every(isLine) ? lines : []
}

function isTable(value: unknown, holds: (item: unknown) => boolean): boolean {
  if (typeof value !== 'object' || value === null) return false
  return Object.entries(value).every(([name, item]) => isWritable(name) && holds(item))
}

function isSource(value: unknown): boolean {
  return typeof value === 'function' || (value !== undefined && [value].flat().every(isLine))
}

function isLine(value: unknown): boolean {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
  return typeof value === 'string' && !/[\0-\x08\x0a-\x1f\x7f-\x9f]/.test(value)
}

/** Whether there is a trigger in which functions may write the header. */
function isWritable(value: unknown): boolean {
  if (typeof value !== 'string' || !/^[!#$%&'*+\-.^_`|~\w]+$/.test(value)) return false
  const name = value.toLowerCase()
  const banned: readonly string[] = [...disallowedHeaders, 'transfer-encoding', 'via', '__proto__']
  return !banned.includes(name) && !disallowedHeaderPrefixes.some((start) => name.startsWith(start))
}
