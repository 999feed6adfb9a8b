import { createRequire } from 'node:module'

const { version, devDependencies }: { version: string; devDependencies: Record<string, string> } =
  createRequire(import.meta.url)('ledge/package.json')

/** Of this package. */
export { version }

/** The range of a tool that this package itself is tested with. */
export function testedRange(name: string): string {
  return devDependencies[name] ?? '*'
}
