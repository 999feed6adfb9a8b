export type { JwtAlgorithm } from './algorithm.js'
export { bearerToken } from './bearer.js'
export type { JwtClaims } from './claims.js'
export type { Jwk } from './key.js'
export { importKeys, type JwkSet, type KeyInput, type KeySet } from './keys.js'
export { type RemoteJwksOptions, type RemoteKeys, remoteJwks } from './remote.js'
export { type JwtRules, jwtRuleChecks } from './rules.js'
export {
  type JwtVerifier,
  type JwtVerifierOptions,
  jwtVerifier,
  type VerifyJwtOptions,
  verifyJwt,
} from './verify.js'
