import { expect, test } from 'vitest'
import { devDoors, doors, manifest } from './doors.js'
import { filesIn } from './sources.js'

const sources = filesIn(['src', 'recipes'])

/** `./dist/src/index.js` is built from `src/index.ts`. */
const sourceOf = (file: string): string => file.replace(/^\.\/dist\/(.*)\.js$/, '$1.ts')

test('every door has its source', () => {
  expect(doors.length).toBeGreaterThan(0)
  for (const { name, file } of doors) {
    const pattern = new RegExp(`^${sourceOf(file).replaceAll('.', '\\.').replace('*', '.+')}$`)
    expect(
      sources.filter((source) => pattern.test(source)),
      name,
    ).not.toEqual([])
  }
})

test('an index file is a door: there is no other', () => {
  const behind = doors.map((door) => sourceOf(door.file))
  const index = sources.filter((source) => source.endsWith('/index.ts'))
  expect(index.filter((source) => !behind.includes(source))).toEqual([])
})

test('what is for development only is closed under the condition ledge-deploy', () => {
  const forDevelopment = /^ledge\/(testing|emulator|build|config|cdk)(\/|$)/
  expect(devDoors).toEqual(
    doors.map(({ name }) => name).filter((name) => forDevelopment.test(name)),
  )
})

test('each trigger alone, or all of them, stand behind #triggers', () => {
  for (const file of Object.values(manifest.imports['#triggers']))
    expect(sources).toContain(sourceOf(file))
})

test('the package is ESM, and holds what is built', () => {
  expect(manifest.type).toBe('module')
  expect(manifest.files).toEqual(['dist', 'CHANGELOG.md'])
})

test('no import has side effects, but those that teach a test runner its matchers', () => {
  expect(manifest.sideEffects).toEqual([
    './dist/src/testing/jest.js',
    './dist/src/testing/vitest.js',
  ])
})
