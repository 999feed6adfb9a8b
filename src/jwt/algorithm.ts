/** The signatures of RFC 7518 section 3.1 and RFC 8037; `Ed25519` is the name of RFC 9864 for `EdDSA`. */
export const jwtAlgorithms = [
  'HS256',
  'HS384',
  'HS512',
  'RS256',
  'RS384',
  'RS512',
  'PS256',
  'PS384',
  'PS512',
  'ES256',
  'ES384',
  'ES512',
  'EdDSA',
  'Ed25519',
] as const

export type JwtAlgorithm = (typeof jwtAlgorithms)[number]

/** A key as node:crypto holds it. The module is named by a type only: it is loaded at the first use. */
export type CryptoKey = ReturnType<ReturnType<typeof crypto>['createPublicKey']>

/** Whether the base64url text is the signature of `input`. The key must be of the algorithm's kind. */
export function isSignature(
  algorithm: JwtAlgorithm,
  key: CryptoKey,
  input: string,
  signature: string,
): boolean {
  const { constants, createHmac, timingSafeEqual, verify } = crypto()
  const hash = `sha${algorithm.slice(2)}`
  if (algorithm.startsWith('HS')) {
    // The characters are compared, not what they decode to: many spellings decode to one value.
    const made = Buffer.from(createHmac(hash, key).update(input).digest('base64url'))
    const given = Buffer.from(signature)
    return made.length === given.length && timingSafeEqual(made, given)
  }
  const given = decode(signature)
  if (!given) return false
  const bytes = Buffer.from(input, 'latin1')
  switch (algorithm.slice(0, 2)) {
    case 'RS':
      return verify(hash, bytes, key, given)
    case 'PS': {
      const padding = constants.RSA_PKCS1_PSS_PADDING
      const saltLength = constants.RSA_PSS_SALTLEN_DIGEST
      return verify(hash, bytes, { key, padding, saltLength }, given)
    }
    case 'ES':
      // RFC 7518 section 3.4: the two numbers side by side, not in DER.
      return verify(hash, bytes, { key, dsaEncoding: 'ieee-p1363' }, given)
    default:
      return verify(null, bytes, key, given)
  }
}

export function crypto() {
  return process.getBuiltinModule('node:crypto')
}

/** Node passes over what is no base64url; here a signature has one spelling only. */
function decode(text: string): Buffer | undefined {
  const bytes = Buffer.from(text, 'base64url')
  return bytes.toString('base64url') === text ? bytes : undefined
}
