import { read } from './sources.js'

/** What `exports` of package.json gives for a door: a file, or one per condition. */
export type Door = string | Readonly<Record<string, string | null>>

interface Manifest {
  readonly exports: Readonly<Record<string, Door>>
  readonly imports: Readonly<Record<string, Readonly<Record<string, string>>>>
  readonly files: readonly string[]
  readonly sideEffects: readonly string[]
  readonly type: string
}

export const manifest: Manifest = JSON.parse(read('package.json'))

/** The doors by the name that a user imports, with the file behind each; the manifest is none. */
export const doors: readonly { name: string; file: string; devOnly: boolean }[] = Object.entries(
  manifest.exports,
)
  .filter(([path]) => path !== './package.json')
  .map(([path, door]) => ({
    name: path.replace('.', 'ledge'),
    file: typeof door === 'string' ? door : (door.default ?? ''),
    devOnly: typeof door !== 'string' && door['ledge-deploy'] === null,
  }))

export const devDoors: readonly string[] = doors
  .filter((door) => door.devOnly)
  .map((door) => door.name)
