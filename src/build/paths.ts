import { relative, sep } from 'node:path'

/** Whether a file belongs to an installed package rather than to the project. */
export function inPackage(path: string): boolean {
  return path.split(sep).includes('node_modules')
}

/** A path as messages and reports have it: from the project's folder, with slashes. */
export function shown(path: string, root: string): string {
  return relative(root, path).split(sep).join('/')
}
