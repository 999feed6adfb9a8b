import { join } from 'node:path'
import { kept } from './kept.js'

/**
 * The path of a Node.js of this major version: the one that runs, or one from npm (about 180 MB).
 *
 * @throws where npm has none for this machine, or cannot be reached.
 */
export function nodeOf(major: number): string {
  if (process.versions.node.startsWith(`${major}.`)) return process.execPath
  const name = `node-${process.platform}-${process.arch}`
  return join(kept(`${name}@${major}`), name, 'bin/node')
}
