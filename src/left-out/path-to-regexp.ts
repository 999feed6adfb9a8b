import { leftOut } from '../error.js'

// What `#path-to-regexp` is in a bundle whose patterns the router reads and matches by itself.

export function parse(): never {
  throw leftOut('path-to-regexp')
}

export function pathToRegexp(): never {
  throw leftOut('path-to-regexp')
}
