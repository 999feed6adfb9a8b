import { builtinModules } from 'node:module'
import { describe, expect, test } from 'vitest'
import { devDoors } from './doors.js'
import { filesIn, type Import, importsOf } from './sources.js'

// From the roof down. A file imports its own place or a lower floor, never a neighbour on its floor.
const floors = [
  ['src/index.ts', 'src/guard/', 'src/jwt/', 'src/recipe-kit/'],
  ['src/app.ts'],
  ['src/pipeline/'],
  ['src/triggers/'],
  ['src/message/'],
  ['src/rules/'],
  ['src/left-out/'],
  ['src/options.ts'],
  ['src/error.ts', 'src/event.ts'],
  ['src/show.ts'],
]

// Below the wall: a developer's machine. Imports what it likes, nothing deployed imports it.
const cellar = [
  'src/testing/',
  'src/emulator/',
  'src/inspector/',
  'src/build/',
  'src/check/',
  'src/deploy/',
  'src/config/',
  'src/cdk/',
  'src/cli/',
]

const runtimeDependencies = ['path-to-regexp']

const files = filesIn(['src', 'recipes'])
const imports = files.flatMap((from) => importsOf(from).map((to) => ({ from, to })))

describe('imports run one way', () => {
  test('every import leads down', () => {
    expect(imports.length).toBeGreaterThan(0)
    expect(imports.flatMap(({ from, to }) => fault(from, to) ?? [])).toEqual([])
  })

  test('every file has a place', () => {
    expect(files.filter((file) => !isRecipe(file) && !placeOf(file))).toEqual([])
  })

  test('there is no cycle, type imports included', () => {
    expect(cycleIn(new Map(files.map((file) => [file, filesOf(file)])))).toBeUndefined()
  })

  test('a cycle would be found', () => {
    const graph = new Map([
      ['a', ['b', 'c']],
      ['b', ['d']],
      ['c', ['b']],
      ['d', ['c']],
    ])
    expect(cycleIn(graph)).toEqual(['b', 'd', 'c', 'b'])
  })

  test.each<[from: string, specifier: string, file: string | undefined, allowed: boolean]>([
    ['src/app.ts', './pipeline/chain.js', 'src/pipeline/chain.ts', true],
    ['src/pipeline/chain.ts', './router.js', 'src/pipeline/router.ts', true],
    ['src/pipeline/chain.ts', '../app.js', 'src/app.ts', false],
    ['src/event.ts', './error.js', 'src/error.ts', false],
    ['src/jwt/index.ts', '../guard/index.js', 'src/guard/index.ts', false],
    ['src/message/body.ts', 'node:buffer', undefined, false],
    ['src/message/body.ts', 'buffer', undefined, false],
    ['src/message/cookies.ts', 'cookie', undefined, false],
    ['src/pipeline/patterns.ts', 'path-to-regexp', undefined, true],
    ['src/jwt/index.ts', 'jose', undefined, false],
    ['src/app.ts', '../recipes/cors.js', 'recipes/cors.ts', false],
    ['src/app.ts', './testing/run.js', 'src/testing/run.ts', false],
    ['src/testing/run.ts', '../app.js', 'src/app.ts', true],
    ['src/build/bundle.ts', 'node:fs', undefined, true],
    ['recipes/cors.ts', 'ledge', undefined, true],
    ['recipes/jwt-auth.ts', 'ledge/jwt', undefined, true],
    ['recipes/cors.ts', 'cookie', undefined, false],
    ['recipes/cors.ts', '../src/error.js', 'src/error.ts', false],
    ['recipes/cors.ts', './hsts.js', 'recipes/hsts.ts', false],
    ['recipes/oidc-login.ts', './oidc-login/state.js', 'recipes/oidc-login/state.ts', true],
    ['recipes/oidc-login/state.ts', './seal.js', 'recipes/oidc-login/seal.ts', true],
  ])('%s importing %s', (from, specifier, file, allowed) => {
    expect(fault(from, { specifier, file }) === undefined).toBe(allowed)
  })
})

describe('one dependency, one door', () => {
  test.each([
    ['path-to-regexp', /^src\/pipeline\/patterns\.ts$/],
    ['cookie', /^src\/testing\/(changes|checks)\.ts$/],
    ['esbuild', /^src\/build\/bundle\.ts$/],
    ['commander', /^src\/cli\/(program|run)\.ts$/],
    ['picocolors', /^src\/cli\/(program|terminal)\.ts$/],
  ])('%s', (name, door) => {
    const importers = imports.filter(({ to }) => to.specifier === name).map(({ from }) => from)
    expect(importers.filter((file) => !door.test(file))).toEqual([])
  })
})

/** What is wrong with an import, or nothing. */
function fault(from: string, { specifier, file }: Import): string | undefined {
  const wrong = (why: string): string => `${from} imports ${specifier}: ${why}`
  if (isRecipe(from)) {
    if (file) return recipeOf(file) === recipeOf(from) ? undefined : wrong('not its own part')
    if (!/^ledge(\/|$)/.test(specifier)) return wrong('a recipe imports ledge only')
    return devDoors.includes(specifier) ? wrong('a door for development only') : undefined
  }
  const here = placeOf(from)
  if (!here || here.floor === cellarFloor) return undefined
  if (!file) {
    if (builtinModules.includes(specifier) || specifier.startsWith('node:'))
      return wrong('no built-in at load')
    return runtimeDependencies.includes(specifier) ? undefined : wrong('not a runtime dependency')
  }
  const there = placeOf(file)
  if (!there) return wrong('recipes and unknown places are out of reach')
  if (there.floor === cellarFloor) return wrong('it would deploy what is for development only')
  return here.name === there.name || here.floor < there.floor ? undefined : wrong('not downwards')
}

const cellarFloor = -1

function placeOf(file: string): { name: string; floor: number } | undefined {
  for (const [floor, names] of [[cellarFloor, cellar] as const, ...floors.entries()]) {
    const name = names.find((name) => (name.endsWith('/') ? file.startsWith(name) : file === name))
    if (name) return { name, floor }
  }
  return undefined
}

function isRecipe(file: string): boolean {
  return file.startsWith('recipes/')
}

/** `recipes/a.ts` and all that is in `recipes/a/` are one recipe. */
function recipeOf(file: string): string | undefined {
  return /^recipes\/([\w-]+)/.exec(file)?.[1]
}

function filesOf(file: string): string[] {
  return importsOf(file).flatMap((to) => to.file ?? [])
}

/** The first cycle met, from a node back to itself. */
function cycleIn(graph: ReadonlyMap<string, readonly string[]>): string[] | undefined {
  const done = new Set<string>()
  const visit = (node: string, path: readonly string[]): string[] | undefined => {
    const start = path.indexOf(node)
    if (start >= 0) return [...path.slice(start), node]
    if (done.has(node)) return undefined
    done.add(node)
    for (const next of graph.get(node) ?? []) {
      const cycle = visit(next, [...path, node])
      if (cycle) return cycle
    }
    return undefined
  }
  for (const node of graph.keys()) {
    const cycle = visit(node, [])
    if (cycle) return cycle
  }
  return undefined
}
