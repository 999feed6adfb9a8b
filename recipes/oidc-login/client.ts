import { badRequest } from 'ledge'
import { type JwtClaims, type JwtVerifier, jwtVerifier, remoteJwks } from 'ledge/jwt'
import { isRemoteUrl } from 'ledge/recipe-kit'
import type { OidcLoginOptions } from './options.js'
import { ask, findProvider, type OpenIdProvider, unavailable } from './provider.js'

export type Form = Readonly<Record<string, string>>

/** What the token endpoint gives (RFC 6749 section 5.1). */
export interface Tokens {
  readonly id_token?: string
  readonly access_token?: string
  readonly refresh_token?: string
  /** In seconds. */
  readonly expires_in?: number
}

/**
 * This app, as the provider knows it. What cannot be had of the provider in time throws EdgeError
 * `service-unavailable`.
 */
export interface Client {
  provider(): Promise<OpenIdProvider>
  /** Trades a code or a refresh token for tokens. @throws EdgeError `bad-request` where it is refused. */
  trade(form: Form): Promise<Tokens>
  /** The claims of an ID token for this client. @throws EdgeError `bad-token`, `bad-request`. */
  verify(idToken: string | undefined): Promise<JwtClaims>
  /** Hands a refresh token back, where the provider takes it (RFC 7009). */
  revoke(refreshToken: string): Promise<void>
}

// RFC 6749 section 5.2; and what Entra ID, for one, answers to the refresh token of somebody who must
// show himself again (OpenID Connect Core section 3.1.2.6).
const refusals = /^(?:invalid_grant|(?:interaction|login|consent)_required)$/

export function createClient(options: OidcLoginOptions): Client {
  const { accessToken, clientId, clientSecret, jwks, timeout = 1.5 } = options
  const provider = findProvider(options.provider, timeout)
  let verifier: JwtVerifier | undefined

  /** RFC 6749 section 2.3.1; without a secret the client only says who it is. */
  async function post(url: string, form: Form): Promise<object> {
    const { token_endpoint_auth_methods_supported: methods } = await provider()
    const body = new URLSearchParams(form)
    const headers: Record<string, string> = { accept: 'application/json' }
    if (clientSecret && methods?.includes('client_secret_basic') !== false) {
      const login = `${encodeURIComponent(clientId)}:${encodeURIComponent(clientSecret)}`
      headers.authorization = `Basic ${Buffer.from(login).toString('base64')}`
    } else {
      body.set('client_id', clientId)
      if (clientSecret) body.set('client_secret', clientSecret)
    }
    return ask(url, timeout, { method: 'POST', headers, body })
  }

  return {
    provider,
    async trade(form) {
      const { token_endpoint } = await provider()
      const answer: Tokens & { error?: unknown } = await post(token_endpoint, form)
      const message = `The provider answered ${answer.error}.`
      if (refusals.test(String(answer.error))) throw badRequest(message)
      // Anything else, such as a wrong secret, no visitor can help.
      if (!answer.access_token) throw unavailable(message)
      const { access_token, ...tokens } = answer
      return accessToken ? answer : tokens
    },
    async verify(idToken) {
      const { issuer, jwks_uri } = await provider()
      verifier ??= jwtVerifier({
        keys: remoteJwks(jwks_uri, { timeout, initial: jwks }),
        issuer,
        audience: clientId,
        leeway: 60,
        requiredClaims: ['sub', 'exp', 'iat'],
        cache: 0,
      })
      const claims = await verifier(idToken ?? '')
      // Of several audiences, the one that it was made for is named by azp.
      if (String(claims.azp ?? claims.aud) !== clientId)
        throw badRequest('The ID token is for another client.')
      return claims
    },
    async revoke(refreshToken) {
      const { revocation_endpoint } = await provider()
      const form = { token: refreshToken, token_type_hint: 'refresh_token' }
      // The answer to it is empty, and a sign-out goes on without it.
      if (isRemoteUrl(revocation_endpoint)) await post(revocation_endpoint, form).catch(() => {})
    },
  }
}
