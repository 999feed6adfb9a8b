import { dirname } from 'node:path'
import { type BuildFailure, type BuildOptions, build, type Message, type Plugin } from 'esbuild'
import {
  error,
  type Location,
  type Problem,
  type ProblemCode,
  ProjectError,
} from '../config/problem.js'
import { inPackage, isLedge } from './paths.js'

export interface BundleOptions {
  /** The folder of the project: paths in results and messages are relative to it. */
  readonly root: string
  /** The text of the module that everything is reached from. */
  readonly entry: string
  /** The major version of Node.js that runs it. */
  readonly node: number
  readonly conditions?: readonly string[]
  /** Expressions such as `process.env.NAME`, and the code that takes their place. */
  readonly define?: Readonly<Record<string, string>>
  readonly minify?: boolean
  /** Imports of Ledge's own modules that tell the recorder when they are used: `#match`. */
  readonly watched?: readonly string[]
  /** Code in place of what a file holds; `undefined` leaves the file as it is. */
  rewrite?(path: string): Promise<string | undefined>
  /** What becomes of a package that the project's own code imports. Default `bundle`. */
  onPackage?(specifier: string): 'bundle' | 'leave' | 'empty'
  /** Where something in code that `rewrite` gave stands in the file. */
  placeOf?(path: string, line: number, column: number): Promise<Location | undefined>
}

export interface Bundle {
  readonly code: string
  /** The source map. */
  readonly map: string
  /** What the modules come to in it, the largest first. */
  readonly modules: readonly ModuleSize[]
  /** What it imports when it runs. */
  readonly imports: readonly string[]
}

export interface ModuleSize {
  readonly path: string
  readonly bytes: number
}

export interface Transpiled {
  readonly code: string
  /** The source map from `code` to the file. */
  readonly map: string
}

const loaders: BuildOptions['loader'] = {
  '.html': 'text',
  '.txt': 'text',
  '.css': 'text',
  '.svg': 'text',
  '.pem': 'text',
}

/**
 * One ESM file out of an entry.
 *
 * @throws ProjectError for code that cannot be bundled.
 */
export async function bundle(options: BundleOptions): Promise<Bundle> {
  const run = (banner: string): Promise<Bundle> => bundleWith(options, banner)
  const result = await run('')
  // In an ES module CommonJS packages find no `require`, and need one for the built-in modules.
  return result.code.includes('Dynamic require of')
    ? run('const require=process.getBuiltinModule;')
    : result
}

async function bundleWith(options: BundleOptions, banner: string): Promise<Bundle> {
  const { root, entry, node, conditions = [], define = {}, minify = false, watched = [] } = options
  const { outputFiles, metafile } = await guard(options, () =>
    build({
      absWorkingDir: root,
      stdin: { contents: entry, resolveDir: root, sourcefile: 'ledge-entry.js' },
      outfile: 'index.mjs',
      write: false,
      bundle: true,
      format: 'esm',
      platform: 'node',
      target: `node${node}`,
      mainFields: ['module', 'main'],
      conditions: [...conditions],
      define,
      loader: loaders,
      minify,
      // The map stays on this machine, so the code does not name it.
      sourcemap: 'external',
      sourcesContent: false,
      legalComments: 'none',
      charset: 'utf8',
      metafile: true,
      logLevel: 'silent',
      banner: { js: banner },
      plugins: [plugin(options), watchImports(watched)],
    }),
  )
  const [output] = Object.entries(metafile.outputs).flatMap(([name, value]) =>
    name.endsWith('.map') ? [] : [value],
  )
  const textOf = (ending: string): string =>
    outputFiles.find(({ path }) => path.endsWith(ending))?.text ?? ''
  return {
    code: textOf('.mjs'),
    map: textOf('.map'),
    modules: Object.entries(output?.inputs ?? {})
      .map(([path, { bytesInOutput }]) => ({ path, bytes: bytesInOutput }))
      .filter(({ bytes }) => bytes > 0)
      .sort((a, b) => b.bytes - a.bytes || (a.path < b.path ? -1 : 1)),
    imports: [...new Set((output?.imports ?? []).map(({ path }) => path))],
  }
}

/**
 * The JavaScript of one file: without types, JSX compiled, as its tsconfig.json says.
 *
 * @throws ProjectError for what is no TypeScript or JavaScript.
 */
export async function transpile(path: string, root: string): Promise<Transpiled> {
  const { outputFiles } = await guard({ root }, () =>
    build({
      absWorkingDir: root,
      entryPoints: [path],
      outfile: 'module.js',
      write: false,
      bundle: false,
      format: 'esm',
      // For a browser esbuild would decide on process.env.NODE_ENV here.
      platform: 'node',
      target: 'esnext',
      sourcemap: 'external',
      charset: 'utf8',
      logLevel: 'silent',
    }),
  )
  const [map, code] = outputFiles
  return { code: code?.text ?? '', map: map?.text ?? '' }
}

function plugin({ rewrite, onPackage }: BundleOptions): Plugin {
  const own = Symbol('a resolution of our own')
  return {
    name: 'ledge',
    setup(pipeline) {
      if (onPackage) {
        pipeline.onResolve({ filter: /^[^./]/ }, async (args) => {
          if (args.pluginData === own || inPackage(args.importer)) return undefined
          const { importer, kind, namespace, resolveDir } = args
          const found = await pipeline.resolve(args.path, {
            importer,
            kind,
            namespace,
            resolveDir,
            pluginData: own,
          })
          if (found.errors.length > 0 || !(found.external || inPackage(found.path))) return found
          const fate = onPackage(args.path)
          if (fate === 'bundle') return found
          return fate === 'leave'
            ? { path: args.path, external: true, sideEffects: false }
            : { path: args.path, namespace: 'ledge-empty', sideEffects: false }
        })
        pipeline.onLoad({ filter: /^/, namespace: 'ledge-empty' }, () => ({
          contents: 'module.exports = {}',
        }))
      }
      if (rewrite) {
        pipeline.onLoad({ filter: /\.m?[jt]sx?$/, namespace: 'file' }, async ({ path }) => {
          const contents = await rewrite(path)
          return contents === undefined ? undefined : { contents, loader: 'js' }
        })
      }
    },
  }
}

/** Has each use of what Ledge's own modules import by one of these specifiers told to the recorder. */
function watchImports(specifiers: readonly string[]): Plugin {
  const own = Symbol('a resolution of our own')
  return {
    name: 'ledge-watch',
    setup(pipeline) {
      pipeline.onResolve(
        { filter: /^#/ },
        async ({ path, importer, kind, resolveDir, pluginData }) => {
          // A project may have imports of that name itself.
          if (pluginData === own || !specifiers.includes(path) || !isLedge(importer))
            return undefined
          const found = await pipeline.resolve(path, {
            importer,
            kind,
            resolveDir,
            pluginData: own,
          })
          return { path, namespace: 'ledge-watched', pluginData: found.path }
        },
      )
      pipeline.onLoad(
        { filter: /^/, namespace: 'ledge-watched' },
        ({ path, pluginData: file }) => ({
          // Of a CommonJS module each use of an import reads a property.
          contents: `
          module.exports = new Proxy(require(${JSON.stringify(file)}), {
            get(part, name) {
              if (name !== '__esModule') globalThis.__ledge.use(${JSON.stringify(path)})
              return part[name]
            },
          })`,
          resolveDir: dirname(file),
        }),
      )
    },
  }
}

/** Runs esbuild; what it has against the project's code becomes a ProjectError. */
async function guard<T>(
  options: Pick<BundleOptions, 'root' | 'placeOf'>,
  run: () => Promise<T>,
): Promise<T> {
  try {
    return await run()
  } catch (cause) {
    const { errors } = cause as Partial<BuildFailure>
    if (!errors) throw cause
    const raised = errors.flatMap(({ detail }) =>
      detail instanceof ProjectError ? detail.problems : [],
    )
    throw new ProjectError(
      raised.length > 0
        ? raised
        : await Promise.all(errors.map((message) => toProblem(message, options))),
    )
  }
}

async function toProblem(
  message: Message,
  options: Pick<BundleOptions, 'placeOf'>,
): Promise<Problem> {
  const { location } = message
  const [code, text] = explain(message)
  if (!location) return error(code, text)
  const { file, line, lineText } = location
  const column = Buffer.from(lineText).subarray(0, location.column).toString().length + 1
  const found = await options.placeOf?.(file, line, column)
  const at = found ?? { file, line, column, text: lineText }
  return error(code, text, at)
}

function explain({ text, notes }: Message): [ProblemCode, string] {
  const specifier = /^Could not resolve "(.+)"$/.exec(text)?.[1]
  if (specifier === undefined) return ['syntax', `${text}.`]
  if (notes.some((note) => note.text.includes('disabled by the package author'))) {
    return [
      'not-deployable',
      `'${specifier}' is for development only and cannot be deployed. Import it in tests and in the config, not in what the app imports.`,
    ]
  }
  const isPath = /^[./#]/.test(specifier)
  const name = specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/')
  if (isPath) return ['unresolved', `There is no file '${specifier}' from here.`]
  return [
    'unresolved',
    `Cannot find '${specifier}'. Is it installed? \`npm install ${name}\` does that.`,
  ]
}
