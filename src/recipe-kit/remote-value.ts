import { checkOptions } from '#options'
import { isRemoteUrl } from '../message/remote-url.js'
import type { Log } from '../triggers/log.js'
import { duration } from './option-checks.js'

/** A file that is read again and again, for what must change without a deploy. */
export interface RemoteOptions {
  /** Where it is: an https URL, or an http one of this machine. It answers a plain GET, best with an ETag. */
  readonly url: string
  /** Seconds from one look to the next. Default 60. */
  readonly ttl?: number
  /** Seconds that a request waits for it at most. Default 1. */
  readonly timeout?: number
}

/** What was last read. The log is told where that fails. */
export type RemoteValue<T> = (log: Pick<Log, 'warn'>) => T | Promise<T>

/**
 * What is read from a remote file, as it was last found good.
 *
 * The request that finds it older than `ttl` waits for the file, with whoever comes meanwhile; all others
 * get what is there, at once. Where the file cannot be had in time, or `read` throws, the last good
 * value counts for another `ttl`, and a warning is logged. An unchanged file is not sent again if its
 * server gives ETags.
 *
 * Each function instance has its own, and Node's fetch is loaded by the first request, which takes
 * some 20 ms of a cold start.
 *
 * @param initial What counts until the file was read.
 * @param read Makes the value of the file's text; what it throws is a reason to keep the last good one.
 * @throws EdgeError `bad-option`.
 * @example
 * ```ts
 * const flags = remoteValue('flags', { url: 'https://config.example.com/flags.json' }, {}, JSON.parse)
 * app.viewerRequest(async (ctx, next) => {
 *   const { closed } = await flags(ctx.log)
 *   return closed ? serviceUnavailable() : next()
 * })
 * ```
 */
export function remoteValue<T>(
  where: string,
  options: RemoteOptions,
  initial: T,
  read: (text: string) => T,
): RemoteValue<T> {
  checkOptions<RemoteOptions>(`${where}.remote`, options, {
    url: ['an https URL', isRemoteUrl],
    'ttl?': duration,
    'timeout?': duration,
  })
  const { url, ttl = 60, timeout = 1 } = options
  let value = initial
  let etag: string | undefined
  let lookedAt = Number.NEGATIVE_INFINITY
  let pending: Promise<T> | undefined

  async function look(log: Pick<Log, 'warn'>): Promise<T> {
    try {
      // A redirect could lead from https to http.
      const response = await fetch(url, {
        headers: etag === undefined ? {} : { 'if-none-match': etag },
        redirect: 'error',
        signal: AbortSignal.timeout(timeout * 1000),
      })
      if (response.status === 304) return value
      if (!response.ok) throw new Error(`The answer had the status ${response.status}.`)
      value = read(await response.text())
      etag = response.headers.get('etag') ?? undefined
    } catch (error) {
      log.warn(`${where}: what was last read from ${url} goes on to count`, { error })
    }
    return value
  }

  return (log) => {
    const now = Date.now()
    if (!pending && now - lookedAt < ttl * 1000) return value
    if (!pending) {
      lookedAt = now
      pending = look(log).finally(() => {
        pending = undefined
      })
    }
    return pending
  }
}
