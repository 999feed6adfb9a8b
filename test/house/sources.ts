import { readdirSync, readFileSync } from 'node:fs'
import { posix } from 'node:path'
import ts from 'typescript'

/** One `import`, `export … from`, `import()` or type import, as written and where it leads. */
export interface Import {
  readonly specifier: string
  /** The source file it leads to; `undefined` for what is not in this repository. */
  readonly file: string | undefined
}

const root = new URL('../../', import.meta.url)

/** What `#name` stands for, unless a condition says otherwise. */
const { imports }: { imports: Readonly<Record<string, { readonly default: string }>> } = JSON.parse(
  read('package.json'),
)

/** The text of a file, its path given from the root of the repository. */
export function read(file: string): string {
  return readFileSync(new URL(file, root), 'utf8')
}

/** The files below these folders that end so, sorted, as paths from the root of the repository. */
export function filesIn(folders: readonly string[], ending = '.ts'): string[] {
  return folders
    .flatMap((folder) =>
      readdirSync(new URL(folder, root), { recursive: true, withFileTypes: true }),
    )
    .filter((entry) => entry.isFile() && entry.name.endsWith(ending))
    .map((entry) => posix.relative(root.pathname, `${entry.parentPath}/${entry.name}`))
    .sort()
}

/** Every file that is written by hand, tests and prose included. */
export function everyFile(): string[] {
  const made = ['.git', 'node_modules', 'dist', 'coverage', '.ledge', 'package-lock.json']
  const top = readdirSync(root, { withFileTypes: true }).filter(({ name }) => !made.includes(name))
  const files = top.filter((entry) => entry.isFile() && !entry.name.endsWith('.tgz'))
  const folders = top.filter((entry) => entry.isDirectory())
  return [
    ...files.map(({ name }) => name),
    ...filesIn(
      folders.map(({ name }) => name),
      '',
    ),
  ]
}

/** What a source file imports, type imports included. */
export function importsOf(file: string): Import[] {
  return ts.preProcessFile(read(file), true, true).importedFiles.map(({ fileName }) => {
    const specifier = imports[fileName]?.default ?? fileName
    return { specifier, file: leadsTo(specifier, file) }
  })
}

function leadsTo(specifier: string, from: string): string | undefined {
  if (!specifier.startsWith('.')) return undefined
  if (specifier.startsWith('./dist/')) return specifier.replace(/^\.\/dist\/(.*)\.js$/, '$1.ts')
  return posix.join(posix.dirname(from), specifier).replace(/\.js$/, '.ts')
}
