import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { SourceMap } from 'node:module'
import { tmpdir } from 'node:os'
import { basename, dirname, join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Config } from '../config/config.js'
import { didYouMean } from '../config/nearest.js'
import { error, type Location, ProjectError } from '../config/problem.js'
import { type ResolvedConfig, resolveConfig } from '../config/resolve.js'
import { type Bundle, bundle } from './bundle.js'
import { placeInConfig } from './config-place.js'
import { type Module, readModule } from './module.js'

const names = ['ledge.config.ts', 'ledge.config.mts', 'ledge.config.js', 'ledge.config.mjs']

/**
 * Reads the config of a project: the file that is named, or `ledge.config.ts`, or, where there is none,
 * what all options are by default.
 *
 * @param root the folder of the project
 * @param file from that folder; its own folder is then the one that paths in it are read from
 * @throws ProjectError for a file that is not there or does not load, and for everything that is wrong
 * in it.
 */
export async function loadConfig(root: string, file?: string): Promise<ResolvedConfig> {
  const found = [file ?? names].flat().find((name) => existsSync(resolve(root, name)))
  if (found === undefined) {
    if (file === undefined) return resolveConfig({}, { root: resolve(root) })
    const near = didYouMean(basename(file), filesIn(dirname(resolve(root, file))))
    throw new ProjectError([error('not-found', `There is no config at '${file}'.${near}`)])
  }
  const path = resolve(root, found)
  const folder = dirname(path)
  const module = await readModule(path, folder)
  const config = await evaluate(module, folder)
  return resolveConfig(config, {
    root: folder,
    file: path,
    locate: (place) => placeInConfig(module, place),
  })
}

/** What the file exports by default. It runs in this process: a config may hold functions. */
async function evaluate(module: Module, folder: string): Promise<Config> {
  const { path } = module
  const from = JSON.stringify(path)
  const bundled = await bundle({
    root: folder,
    node: Number(process.versions.node.split('.')[0]),
    entry: `import * as all from ${from}\nexport default all.default`,
    define: {
      'import.meta.url': JSON.stringify(pathToFileURL(path).href),
      'import.meta.filename': JSON.stringify(path),
      'import.meta.dirname': JSON.stringify(folder),
    },
  })
  const temporary = mkdtempSync(join(tmpdir(), 'ledge-'))
  try {
    const file = join(temporary, 'config.mjs')
    writeFileSync(file, bundled.code)
    const { default: config } = await import(pathToFileURL(file).href)
    return config
  } catch (cause) {
    const { message = String(cause), stack = '' } = cause as Partial<Error>
    const text = `${basename(path)} does not load: ${message}`
    throw new ProjectError([error('bad-config', text, placeIn(stack, bundled, module))])
  } finally {
    rmSync(temporary, { recursive: true, force: true })
  }
}

/** The first line of a stack that is in the config file. */
function placeIn(stack: string, { map }: Bundle, module: Module): Location | undefined {
  const sources = new SourceMap(JSON.parse(map))
  for (const [, line, column] of stack.matchAll(/config\.mjs:(\d+):(\d+)/g)) {
    const entry = sources.findEntry(Number(line) - 1, Number(column) - 1)
    if (!('originalSource' in entry) || !entry.originalSource.endsWith(basename(module.path))) {
      continue
    }
    return module.lineAt(entry.originalLine + 1, entry.originalColumn + 1)
  }
  return undefined
}

function filesIn(folder: string): string[] {
  return existsSync(folder) ? readdirSync(folder) : []
}
