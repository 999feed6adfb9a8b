import { leftOut } from '../error.js'

/** What `#set-cookies` is in a bundle that has no code that names the cookies of an answer. */
export class SetCookieView {
  constructor() {
    throw leftOut('cookies')
  }
}
