import { basename } from 'node:path'
import { describe, expect, test } from 'vitest'
import { everyFile, filesIn, read } from './sources.js'

const sources = filesIn(['src', 'recipes', 'examples'])
const tests = filesIn(['test'])
const everything = everyFile()

/** The lines in which something stands, as `file:line text`. */
function linesWith(files: readonly string[], wanted: RegExp): string[] {
  return files.flatMap((file) =>
    read(file)
      .split('\n')
      .flatMap((line, i) => (wanted.test(line) ? `${file}:${i + 1} ${line.trim()}` : [])),
  )
}

test('a file is small: past 300 lines it is two', () => {
  const long = sources.map((file) => [file, read(file).split('\n').length] as const)
  expect(long.filter(([, lines]) => lines > 300)).toEqual([])
})

test('a file is named after its idea', () => {
  const drawers = /^(utils?|helpers?|types|common|misc|shared)\.ts$/
  expect(sources.filter((file) => drawers.test(basename(file)))).toEqual([])
})

test('nothing is left to do', () => {
  expect(linesWith(everything, /\b(TO[D]O|FIX[M]E|XX[X])\b/)).toEqual([])
})

test('no type error is silenced; what must not compile is expected to', () => {
  expect(linesWith([...sources, ...tests], /@ts-(ignore|nocheck)|\bas an[y]\b/)).toEqual([])
  expect(linesWith(sources, /@ts-expect-error/)).toEqual([])
})

test('no folder of one machine is named', () => {
  expect(linesWith(everything, /(?<![\w.])\/(work|tmp|root|Users|home\/\w+)\//)).toEqual([])
})

describe('the lock file', () => {
  interface Locked {
    readonly resolved?: string
    readonly optionalDependencies?: Readonly<Record<string, string>>
  }
  const { packages }: { packages: Readonly<Record<string, Locked>> } = JSON.parse(
    read('package-lock.json'),
  )
  const locked = Object.values(packages)

  test('names no registry', () => {
    expect(locked.filter(({ resolved }) => resolved !== undefined)).toEqual([])
  })

  // `npm ci` refuses a lock file without them, and `npm install` leaves out what a registry lacks.
  test('has the binaries of every platform', () => {
    const names = new Set(Object.keys(packages).map((path) => path.split('node_modules/').at(-1)))
    const optional = locked.flatMap((entry) => Object.keys(entry.optionalDependencies ?? {}))
    expect(optional.filter((name) => !names.has(name))).toEqual([])
  })
})
