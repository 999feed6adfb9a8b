import { readFileSync } from 'node:fs'
import { type MethodCall, methodCalls } from './calls.js'
import { type Module, readModule } from './module.js'
import { inPackage, isLedge } from './paths.js'
import { type RecipeCalls, recipeCalls } from './recipes.js'
import { bareImports, type NamedValue, type Names, namedValues, namesIn } from './values.js'

/** A module that the build looks into, and what it found there. */
export interface Source {
  readonly module: Module
  /** Whether it is the project's own, not a package's. */
  readonly own: boolean
  readonly calls: readonly MethodCall[]
  readonly recipes: RecipeCalls
  readonly values: readonly NamedValue[]
  readonly names: Names
  readonly bareImports: readonly string[]
}

/** Reads each module once, so that all that is made in one build is made of the same text. */
export class Sources {
  readonly #root: string
  readonly #read = new Map<string, Promise<Source | undefined>>()

  constructor(root: string) {
    this.#root = root
  }

  /** Nothing for a module that stays as it is: one of Ledge, or of a package without a recipe. */
  read(path: string): Promise<Source | undefined> {
    const read = this.#read.get(path)
    if (read) return read
    const reading = load(path, this.#root)
    this.#read.set(path, reading)
    return reading
  }

  /** The modules read so far, by path. */
  async all(): Promise<Source[]> {
    const sources = (await Promise.all(this.#read.values())).filter(
      (source) => source !== undefined,
    )
    return sources.sort((a, b) => (a.module.path < b.module.path ? -1 : 1))
  }
}

async function load(path: string, root: string): Promise<Source | undefined> {
  const own = !inPackage(path)
  if (isLedge(path) || (!own && !mayRegister(readFileSync(path, 'utf8')))) return undefined
  const module = await readModule(path, root)
  return {
    module,
    own,
    calls: methodCalls(module),
    recipes: recipeCalls(module),
    values: own ? namedValues(module) : [],
    names: namesIn(module),
    bareImports: bareImports(module),
  }
}

/** A cheap look into a package's module, before it is parsed. */
function mayRegister(text: string): boolean {
  return /\b(defineRecipe|checkOptions|(viewer|origin)(Request|Response))\b/.test(text)
}
