/**
 * Starts a stopwatch: a function that tells the milliseconds since, to the microsecond. It goes by
 * `process.hrtime`, since the first look at `performance` costs a cold start more than a millisecond.
 *
 * @example
 * ```ts
 * const elapsed = stopwatch()
 * const outcome = await next()
 * ctx.log.info('done', { ms: elapsed() })
 * ```
 */
export function stopwatch(): () => number {
  const start = process.hrtime()
  return () => {
    const [seconds, nanoseconds] = process.hrtime(start)
    return Math.round(seconds * 1e6 + nanoseconds / 1000) / 1000
  }
}
