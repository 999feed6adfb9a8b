import { checkOptions } from '#options'
import { EdgeError } from '../error.js'
import { isRemoteUrl } from '../message/remote-url.js'
import { type JwtAlgorithm, jwtAlgorithms } from './algorithm.js'
import { fromJwk, type Jwk, type Key } from './key.js'
import { fromJwkSet, type JwkSet, type KeySet, keySet } from './keys.js'
import type { JwtHeader } from './token.js'

export interface RemoteJwksOptions {
  /** Seconds after which the set is fetched again. Default 600. */
  readonly ttl?: number
  /**
   * Seconds between two fetches that tokens with an unknown `kid` bring about, and between a failure
   * and the next attempt. Default 30.
   */
  readonly cooldown?: number
  /** Seconds that a fetch may take; viewer triggers have 5 in all. Default 2. */
  readonly timeout?: number
  /**
   * The set as it was at the build: with it the first request waits for no fetch, and an issuer that
   * is down at a cold start shuts nobody out.
   */
  readonly initial?: JwkSet
}

/** Keys that are fetched. `remoteJwks` makes one; `importKeys` does where they are known. */
export interface RemoteKeys {
  /** What may be among them. @internal */
  readonly algorithms: readonly JwtAlgorithm[]
  /** @internal */
  find(header: JwtHeader): readonly Key[] | Promise<readonly Key[]>
}

/**
 * The keys that an issuer publishes. They are fetched when the first token comes, then when they are
 * older than `ttl`, or when a token names a `kid` that is not among them; requests that come
 * meanwhile share one fetch. If it fails, the keys known so far go on to count, and a token of another
 * key is answered with 503.
 *
 * Each function instance has keys of its own. Keys of the set that cannot be used are passed over, and
 * so is a secret: what is published is none. The first fetch loads Node's fetch, which takes some 20 ms
 * of a cold start.
 *
 * @param url of the set, its `jwks_uri`; https, or http to this machine.
 * @throws EdgeError `bad-option`. Where no set was ever fetched, verifying rejects with
 * `service-unavailable`, which answers 503.
 * @example
 * ```ts
 * const keys = remoteJwks('https://id.example.com/.well-known/jwks.json')
 * app.viewerRequest('/account{/*rest}', jwtAuth({ jwks: keys, audience: 'shop' }))
 * ```
 */
export function remoteJwks(url: string, options: RemoteJwksOptions = {}): RemoteKeys {
  const seconds = [
    'a number of seconds above 0',
    (value: unknown) => Number.isFinite(value) && Number(value) > 0,
  ] as const
  checkOptions<RemoteJwksOptions & { url: string }>(
    'remoteJwks',
    { url, ...options },
    {
      url: ['an https URL', isRemoteUrl],
      'ttl?': seconds,
      'cooldown?': seconds,
      'timeout?': seconds,
      'initial?': ['a set of keys', (value) => typeof value === 'object'],
    },
  )
  return new RemoteSet(url, options)
}

class RemoteSet implements RemoteKeys {
  readonly algorithms = jwtAlgorithms.filter((algorithm) => !algorithm.startsWith('HS'))
  readonly #url: string
  readonly #ttl: number
  readonly #cooldown: number
  readonly #timeout: number
  #keys: KeySet | undefined
  /** When the keys were last known to be the issuer's, and when they were last asked for. */
  #fetchedAt = Number.NEGATIVE_INFINITY
  #triedAt = Number.NEGATIVE_INFINITY
  #pending: Promise<void> | undefined
  #failure: unknown

  constructor(url: string, { ttl = 600, cooldown = 30, timeout = 2, initial }: RemoteJwksOptions) {
    this.#url = url
    this.#ttl = ttl * 1000
    this.#cooldown = cooldown * 1000
    this.#timeout = timeout * 1000
    if (!initial) return
    this.#keys = keySet(fromJwkSet(initial))
    this.#fetchedAt = Date.now()
  }

  find(header: JwtHeader): readonly Key[] | Promise<readonly Key[]> {
    const now = Date.now()
    const known = this.#keys?.find(header) ?? []
    if (known.length > 0 && now - this.#fetchedAt < this.#ttl) return known
    // Without any keys, waiting helps nobody; but an issuer that is down is not to be hammered.
    const pause = this.#keys ? this.#cooldown : Math.min(this.#cooldown, 1000)
    if (!this.#pending && now - this.#triedAt >= pause) this.#refresh(now)
    if (!this.#pending) return this.#settled(header)
    return this.#pending.then(() => this.#settled(header))
  }

  #settled(header: JwtHeader): readonly Key[] {
    const known = this.#keys?.find(header) ?? []
    // Whether there is no such key, only a set that was fetched can tell.
    if (this.#keys && (known.length > 0 || !this.#failure)) return known
    throw new EdgeError('service-unavailable', `There are no keys from ${this.#url}.`, {
      cause: this.#failure,
      reply: { status: 503, headers: { 'retry-after': '5' } },
    })
  }

  #refresh(now: number): void {
    this.#triedAt = now
    this.#pending = this.#fetch()
      .then(
        (keys) => {
          this.#keys = keys
          this.#fetchedAt = now
          this.#failure = undefined
        },
        (error) => {
          this.#failure = error
        },
      )
      .finally(() => {
        this.#pending = undefined
      })
  }

  async #fetch(): Promise<KeySet> {
    // A redirect could lead from https to http; what an issuer publishes, it publishes at the URL.
    const signal = AbortSignal.timeout(this.#timeout)
    const response = await fetch(this.#url, { redirect: 'error', signal })
    if (!response.ok) throw new Error(`The answer had the status ${response.status}.`)
    const { keys } = (await response.json()) as JwkSet
    const usable = keys.flatMap(readKey)
    if (usable.length === 0) throw new Error(`There is no key to verify with among ${keys.length}.`)
    return keySet(usable)
  }
}

/** RFC 7517 section 5: a key that cannot be used is passed over, and the others count. */
function readKey(jwk: Jwk): Key | [] {
  try {
    const key = fromJwk(jwk)
    // Some faults, as a point off its curve, are found by node:crypto alone.
    key.material()
    return jwk.kty === 'oct' ? [] : key
  } catch {
    return []
  }
}
