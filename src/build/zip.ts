import { createHash } from 'node:crypto'
import { zipSync } from 'fflate'

/**
 * A zip of one file that is the same whenever and wherever it is made, so that code that did not
 * change gives no new version of a function.
 */
export function zip(name: string, text: string): Uint8Array {
  return zipSync(
    { [name]: new TextEncoder().encode(text) },
    {
      level: 9,
      // A zip holds local time: this is the first day it can hold, in whichever zone.
      mtime: new Date(1980, 0, 1),
      // Lambda runs as another user: a Unix file (3) that all may read.
      os: 3,
      attrs: 0o644 << 16,
    },
  )
}

export function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex')
}
