/** A command was called in a way that means nothing, whatever the project is like. */
export class WrongCall extends Error {
  override readonly name = 'WrongCall'
}
