import { leftOut } from '../error.js'

/** What `#query` is in a bundle that has no code that names `query`. */
export class Query {
  constructor() {
    throw leftOut('query')
  }
}
