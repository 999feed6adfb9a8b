import { EdgeError } from 'ledge'
import { isRemoteUrl } from 'ledge/recipe-kit'

/** What of a provider's configuration is used: its names are those of OpenID Connect Discovery. */
export interface OpenIdProvider {
  readonly issuer: string
  readonly authorization_endpoint: string
  readonly token_endpoint: string
  readonly jwks_uri: string
  /** Where one signs out of the provider itself. Without it a sign-out ends the session here alone. */
  readonly end_session_endpoint?: string
  /** Where the refresh token is handed back at the sign-out, if the provider has it. */
  readonly revocation_endpoint?: string
  /** How the client proves who it is. Default: `client_secret_basic`. */
  readonly token_endpoint_auth_methods_supported?: readonly string[]
}

/** For `checkOptions`: an issuer's URL or a whole configuration. */
export function isProvider(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return isRemoteUrl(value)
  const { issuer, authorization_endpoint, token_endpoint, jwks_uri } = value as OpenIdProvider
  return [issuer, authorization_endpoint, token_endpoint, jwks_uri].every(isRemoteUrl)
}

/**
 * The provider's configuration: the one that is given, or the one that it publishes, which is fetched
 * when it is first needed and kept as long as the function instance lives.
 *
 * https://openid.net/specs/openid-connect-discovery-1_0.html#ProviderConfigurationRequest
 */
export function findProvider(
  given: string | OpenIdProvider,
  timeout: number,
): () => Promise<OpenIdProvider> {
  let found = typeof given === 'string' ? undefined : Promise.resolve(given)
  return () => {
    found ??= discover(given as string, timeout).catch((error) => {
      found = undefined
      throw error
    })
    return found
  }
}

async function discover(issuer: string, timeout: number): Promise<OpenIdProvider> {
  const base = issuer.replace(/\/$/, '')
  const url = `${base}/.well-known/openid-configuration`
  const found = (await ask(url, timeout)) as OpenIdProvider
  // What another issuer says of itself does not count. Some end with a slash that nobody copies.
  if (isProvider(found) && [base, `${base}/`].includes(found.issuer)) return found
  throw unavailable(`There is no configuration of ${issuer} at ${url}.`)
}

/**
 * The JSON object that a URL of the provider answers with, whatever the status: errors have one too.
 *
 * @param timeout in seconds.
 * @throws EdgeError `service-unavailable`, which answers 503, where there is none in time.
 */
export async function ask(url: string, timeout: number, init?: RequestInit): Promise<object> {
  try {
    // A redirect could lead from https to http.
    const signal = AbortSignal.timeout(timeout * 1000)
    const answer = await fetch(url, { ...init, redirect: 'error', signal })
    return Object(await answer.json())
  } catch (error) {
    // The error of what is no JSON quotes it, and it may be tokens.
    const cause = error instanceof SyntaxError ? undefined : error
    throw unavailable(`There is no good answer from ${url}.`, cause)
  }
}

export function unavailable(message: string, cause?: unknown): EdgeError {
  const reply = { status: 503, headers: { 'retry-after': '5' } }
  return new EdgeError('service-unavailable', message, { cause, reply })
}
