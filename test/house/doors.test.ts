import { expect, test } from 'vitest'
import { devDoors, doors, manifest } from './doors.js'
import { filesIn, read } from './sources.js'

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

// What is behind two doors, `ledge/build` and the command line, has a door of its own inside.
const innerDoors = ['src/deploy/index.ts']

test('an index file is a door: there is no other', () => {
  const behind = [...doors.map((door) => sourceOf(door.file)), ...innerDoors]
  const index = sources.filter((source) => source.endsWith('/index.ts'))
  expect(index.filter((source) => !behind.includes(source))).toEqual([])
})

test('what is for development only is closed under the condition ledge-deploy', () => {
  const forDevelopment = /^ledge\/(testing|emulator|build|check|config|cdk)(\/|$)/
  expect(devDoors).toEqual(
    doors.map(({ name }) => name).filter((name) => forDevelopment.test(name)),
  )
})

test.each(Object.entries(manifest.imports))(
  'each module behind %s has what is imported of it',
  async (name, modules) => {
    const wanted = sources.flatMap((source) => namesImported(read(source), name))
    expect(wanted).not.toEqual([])
    for (const file of Object.values(modules)) {
      const module = await import(file.startsWith('.') ? `../../${sourceOf(file)}` : file)
      expect(Object.keys(module)).toEqual(expect.arrayContaining(wanted))
    }
  },
)

/** The values, not the types, that `import { … } from 'name'` names. */
function namesImported(text: string, name: string): string[] {
  const [, names = ''] = new RegExp(`import \\{([^}]*)\\} from '${name}'`).exec(text) ?? []
  return names
    .split(',')
    .map((one) => one.trim())
    .filter((one) => one !== '' && !one.startsWith('type '))
}

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
