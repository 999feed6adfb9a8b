import { readFileSync } from 'node:fs'
import { SourceMap, type SourceMapPayload } from 'node:module'
import { type Options, type Program, parse } from 'acorn'
import type { Location } from '../config/problem.js'
import { transpile } from './bundle.js'
import { shown } from './paths.js'

/** A module of the project as JavaScript, which remembers where everything stood in its file. */
export interface Module {
  /** Absolute. */
  readonly path: string
  /** The text of the file. */
  readonly source: string
  readonly code: string
  readonly ast: Program
  /** What stood at a line and a column of `code`, all from 0, as source maps count. */
  origin(line: number, column: number): Position | undefined
  /** Where a character of `code` stands in the file. */
  placeOf(offset: number): Location
  /** The same of a line and a column of `code`, both from 1. */
  placeAt(line: number, column: number): Location
  /** A line and a column of the file, both from 1. */
  lineAt(line: number, column: number): Location
}

interface Position {
  readonly line: number
  readonly column: number
}

const syntax: Options = {
  ecmaVersion: 'latest',
  sourceType: 'module',
  allowHashBang: true,
  allowReturnOutsideFunction: true,
}

/**
 * Reads a module: its types taken away by esbuild, then parsed.
 *
 * @throws ProjectError for a syntax error.
 */
export async function readModule(path: string, root: string): Promise<Module> {
  const { code, map } = await transpile(path, root)
  return moduleOf(path, root, code, new SourceMap(JSON.parse(map) as SourceMapPayload))
}

function moduleOf(path: string, root: string, code: string, map: SourceMap): Module {
  const source = readFileSync(path, 'utf8')
  const lines = source.split(/\r?\n/)
  const module: Module = {
    path,
    source,
    code,
    ast: parse(code, syntax),
    origin(line, column) {
      const entry = map.findEntry(line, column)
      return 'originalLine' in entry
        ? { line: entry.originalLine, column: entry.originalColumn }
        : undefined
    },
    placeOf(offset) {
      const before = code.slice(0, offset).split('\n')
      return module.placeAt(before.length, before.at(-1)!.length + 1)
    },
    placeAt(line, column) {
      const origin = module.origin(line - 1, column - 1) ?? { line: 0, column: 0 }
      return module.lineAt(origin.line + 1, origin.column + 1)
    },
    lineAt: (line, column) => ({
      file: shown(path, root),
      line,
      column,
      text: lines[line - 1] ?? '',
    }),
  }
  return module
}
