import { leftOut } from '../error.js'

/** What `#body` is in a bundle that has no code that reads `body`. */
export class BodyView {
  constructor() {
    throw leftOut('body')
  }
}
