import { EdgeError, show } from '../error.js'
import { type CryptoKey, crypto, type JwtAlgorithm } from './algorithm.js'

/** A JSON Web Key (RFC 7517): a public one, or a secret as `{ kty: 'oct', k }`. */
export interface Jwk {
  readonly kty?: string
  readonly crv?: string
  readonly kid?: string
  readonly alg?: string
  readonly use?: string
  readonly [member: string]: unknown
}

/** A key that tokens may be verified with, by the algorithms it is for and by no other. */
export interface Key {
  readonly kid: string | undefined
  readonly algorithms: readonly JwtAlgorithm[]
  /** The key for node:crypto, made at the first call: at load the module would cost a cold start. */
  readonly material: () => CryptoKey
}

interface Kind {
  readonly algorithms: readonly JwtAlgorithm[]
  /** The members of a JWK that make the key. */
  readonly members: readonly string[]
  /** The type and curve in DER, as they stand at the start of a PEM. */
  readonly oid?: string
}

// Each kind of key has its algorithms and no others: that is what keeps a public RSA key, which
// everybody knows, from being taken for the secret of an HMAC.
const kinds: ReadonlyMap<string, Kind> = /* @__PURE__ */ new Map<string, Kind>([
  [
    'RSA',
    {
      algorithms: ['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512'],
      members: ['n', 'e'],
      oid: '06092a864886f70d010101',
    },
  ],
  ['EC P-256', { algorithms: ['ES256'], members: ['x', 'y'], oid: '06082a8648ce3d030107' }],
  ['EC P-384', { algorithms: ['ES384'], members: ['x', 'y'], oid: '06052b81040022' }],
  ['EC P-521', { algorithms: ['ES512'], members: ['x', 'y'], oid: '06052b81040023' }],
  ['OKP Ed25519', { algorithms: ['EdDSA', 'Ed25519'], members: ['x'], oid: '06032b6570' }],
  ['oct', { algorithms: ['HS256', 'HS384', 'HS512'], members: ['k'] }],
])

/** Whether a key of a set is one that verifies signatures, as far as this is known here. */
export function isForSignatures(jwk: Jwk): boolean {
  return kindOf(jwk) !== undefined
}

/** @throws EdgeError `bad-option` for what is no key to verify with. */
export function fromJwk(jwk: Jwk): Key {
  const kind = kindOf(jwk)
  const { kid, alg } = jwk
  if (!kind) {
    throw badKey(
      `a key that verifies signatures, of type ${[...kinds.keys()].join(', ')}`,
      `${typeOf(jwk)} with use ${show(jwk.use)} and alg ${show(alg)}`,
    )
  }
  if ('d' in jwk) {
    throw badKey('a public key', 'a private one, which does not belong where tokens are verified')
  }
  for (const member of kind.members) {
    const value = jwk[member]
    if (typeof value !== 'string' || !/^[\w-]+$/.test(value)) {
      throw badKey(`${member} of the ${typeOf(jwk)} key in base64url`, show(value && typeof value))
    }
  }
  if (kid !== undefined && typeof kid !== 'string') throw badKey('a kid that is a text', show(kid))
  if (typeOf(jwk) === 'RSA') checkRsa(bytes(jwk.n))
  const algorithms = kind.algorithms.filter((known) => alg === undefined || known === alg)
  const isSecret = typeOf(jwk) === 'oct'
  return {
    kid,
    algorithms: isSecret ? forSecret(bytes(jwk.k), algorithms) : algorithms,
    material: once(() =>
      isSecret
        ? crypto().createSecretKey(String(jwk.k), 'base64url')
        : crypto().createPublicKey({ format: 'jwk', key: jwk }),
    ),
  }
}

/** The kind is read from the first bytes, so that a wrong key is refused without node:crypto. */
export function fromPem(pem: string): Key {
  const [, label, body = ''] =
    /^\s*-----BEGIN ([A-Z ]+)-----([A-Za-z\d+/=\s]+)-----END \1-----\s*$/.exec(pem) ?? []
  if (label !== 'PUBLIC KEY') {
    throw badKey(
      'a PEM that begins with -----BEGIN PUBLIC KEY----- (make one with: openssl pkey -pubout, of a certificate with: openssl x509 -pubkey -noout)',
      // No more of it than its label: a message ends up in a log.
      label ? `a ${label}` : `a text of ${pem.length} characters; an HMAC's is given as { secret }`,
    )
  }
  const der = Buffer.from(body, 'base64')
  const start = der.subarray(0, 40).toString('hex')
  const [type, kind] = [...kinds].find(([, { oid }]) => oid && start.includes(oid)) ?? []
  if (!kind) throw badKey('a PEM of RSA, P-256, P-384, P-521 or Ed25519', 'one of another kind')
  // Around the modulus there are at least 34 bytes: type, lengths and exponent.
  if (type === 'RSA') checkRsa(der.length - 34)
  return {
    kid: undefined,
    algorithms: kind.algorithms,
    material: once(() => crypto().createPublicKey({ key: der, format: 'der', type: 'spki' })),
  }
}

export function fromSecret(secret: string): Key {
  if (typeof secret !== 'string') throw badKey('a secret that is a text', show(secret))
  if (/^\s*(-----BEGIN|\{|ssh-)/.test(secret)) {
    throw badKey('a secret', 'a key: give it as it is, not as { secret }')
  }
  return fromJwk({ kty: 'oct', k: Buffer.from(secret).toString('base64url') })
}

export function badKey(expected: string, came: string): EdgeError {
  return new EdgeError('bad-option', `importKeys: expected ${expected}, got ${came}.`)
}

function kindOf(jwk: Jwk): Kind | undefined {
  const kind = kinds.get(typeOf(jwk))
  const { alg, use } = jwk
  const named = alg === undefined || (kind?.algorithms as readonly unknown[])?.includes(alg)
  return named && (use === undefined || use === 'sig') ? kind : undefined
}

function typeOf({ kty, crv }: Jwk): string {
  return kty === 'EC' || kty === 'OKP' ? `${kty} ${crv}` : String(kty)
}

/** RFC 7518 section 3.2: the key of an HMAC is as long as its hash, or longer. */
function forSecret(length: number, wanted: readonly JwtAlgorithm[]): readonly JwtAlgorithm[] {
  const least = (algorithm: string): number => Number(algorithm.slice(2)) / 8
  const long = wanted.filter((algorithm) => length >= least(algorithm))
  if (long.length > 0) return long
  throw badKey(
    `a secret of at least ${least(String(wanted[0]))} bytes (make one with: openssl rand -base64 64)`,
    `one of ${length}`,
  )
}

/** RFC 7518 section 3.3. */
function checkRsa(length: number): void {
  if (length < 256) throw badKey('an RSA key of at least 2048 bits', `one of ${length * 8}`)
}

/** How many bytes a base64url text says. */
function bytes(text: unknown): number {
  return Math.floor((String(text).length * 3) / 4)
}

function once<T>(make: () => T): () => T {
  let made: T | undefined
  return () => {
    made ??= make()
    return made
  }
}
