import { pathToFileURL } from 'node:url'
import MagicString, { SourceMap } from 'magic-string'
import type { Module } from './module.js'

/** Another text in place of a part of a module, or one before and one behind it. */
export type Edit = Replacement | Wrapping

export interface Replacement {
  readonly start: number
  readonly end: number
  readonly text: string
}

export interface Wrapping {
  readonly start: number
  readonly end: number
  readonly before: string
  readonly after: string
}

/**
 * The code of a module after edits, with the source map to its file at the end. Edits within a part
 * that is replaced are lost with it; of two wrappings of the same part the first is the outer one.
 */
export function rewrite(module: Module, edits: readonly Edit[]): string {
  const text = new MagicString(module.code)
  const replaced = edits.filter((edit) => 'text' in edit)
  const kept = edits.filter(
    (edit) => !replaced.some((outer) => outer !== edit && contains(outer, edit)),
  )
  for (const edit of kept) if ('text' in edit) text.update(edit.start, edit.end, edit.text)
  for (const edit of kept) {
    if ('text' in edit) continue
    text.appendLeft(edit.start, edit.before)
    text.prependLeft(edit.end, edit.after)
  }
  return `${text}\n//# sourceMappingURL=${sourceMap(module, text).toUrl()}`
}

function contains(outer: Replacement, inner: Edit): boolean {
  return outer.start <= inner.start && inner.end <= outer.end
}

/** From the edited code back to the file, past the code that was edited. */
function sourceMap(module: Module, text: MagicString): SourceMap {
  const { mappings } = text.generateDecodedMap({ hires: 'boundary' })
  return new SourceMap({
    sources: [pathToFileURL(module.path).href],
    sourcesContent: [module.source],
    names: [],
    mappings: mappings.map((line) =>
      line.flatMap((segment) => {
        const [column, source, sourceLine = 0, sourceColumn = 0] = segment
        const origin = source === undefined ? undefined : module.origin(sourceLine, sourceColumn)
        return origin ? [[column, 0, origin.line, origin.column] as const] : []
      }),
    ) as never,
  })
}
