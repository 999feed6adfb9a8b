/** A typed name for a value that one middleware leaves for another, within one trigger. */
export interface Key<T> {
  readonly name: string
  /** The type of the value; there is nothing here at run time. */
  readonly type?: T
}

/**
 * Makes a key for `ctx.set` and `ctx.get`. Two keys are never the same, whatever their names.
 * To hand a value to a later trigger, use `createCarry`.
 *
 * @example
 * ```ts
 * const user = createKey<{ id: string }>('user')
 * app.viewerRequest((ctx, next) => {
 *   ctx.set(user, { id: '42' })
 *   return next()
 * })
 * app.viewerRequest((ctx, next) => {
 *   ctx.log.info('seen', { user: ctx.get(user)?.id })
 *   return next()
 * })
 * ```
 */
export function createKey<T>(name: string): Key<T> {
  return { name }
}
