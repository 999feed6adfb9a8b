import { dirname, relative, sep } from 'node:path'
import { fileURLToPath } from 'node:url'

/** Whether a file belongs to an installed package rather than to the project. */
export function inPackage(path: string): boolean {
  return path.split(sep).includes('node_modules')
}

/** Ledge's own modules make apps, they do not register on any; its recipes are read as a user's are. */
export function isLedge(path: string): boolean {
  return path.startsWith(here) || /[\\/]node_modules[\\/]ledge[\\/](dist[\\/])?src[\\/]/.test(path)
}

/** One of the recipes that come with Ledge. */
export function isLedgesRecipe(path: string): boolean {
  return /[\\/]node_modules[\\/]ledge[\\/](dist[\\/])?recipes[\\/]/.test(path)
}

const here = dirname(dirname(fileURLToPath(import.meta.url))) + sep

/** A path as messages and reports have it: from the project's folder, with slashes. */
export function shown(path: string, root: string): string {
  return relative(root, path).split(sep).join('/')
}
