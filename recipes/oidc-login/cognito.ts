import { checkOptions } from 'ledge/recipe-kit'
import type { OpenIdProvider } from './provider.js'

export interface CognitoOptions {
  /** As `eu-central-1_Ab1Cd2Ef3`. */
  readonly userPoolId: string
  /** The domain of the user pool: the prefix of one of Amazon's, or a whole one of your own. */
  readonly domain: string
}

/**
 * An Amazon Cognito user pool as the `provider`, without a fetch. Its sign-out is not the one of OpenID:
 * the page to come back to, with its whole URL, must be among the *allowed sign-out URLs* of the app
 * client.
 *
 * https://docs.aws.amazon.com/cognito/latest/developerguide/federation-endpoints.html
 * https://docs.aws.amazon.com/cognito/latest/developerguide/logout-endpoint.html
 *
 * @throws EdgeError `bad-option`.
 * @example
 * ```ts
 * const auth = oidcLogin({
 *   provider: cognito({ userPoolId: 'eu-central-1_Ab1Cd2Ef3', domain: 'shop' }),
 *   clientId: '4u7q0example',
 *   secret: process.env.SESSION_SECRET ?? '',
 * })
 * ```
 */
export function cognito(options: CognitoOptions): OpenIdProvider {
  checkOptions<CognitoOptions>('cognito', options, {
    userPoolId: [
      'the id of a user pool, as eu-central-1_Ab1Cd2Ef3',
      (value) => /^[a-z]{2}(?:-[a-z]+)+-\d_[A-Za-z\d]+$/.test(String(value)),
    ],
    domain: [
      'a prefix or a domain, as shop or login.example.com',
      (value) => /^[a-z\d-]+(?:\.[a-z\d-]+)*$/.test(String(value)),
    ],
  })
  const { userPoolId, domain } = options
  const region = userPoolId.split('_')[0]
  const host = domain.includes('.') ? domain : `${domain}.auth.${region}.amazoncognito.com`
  const issuer = `https://cognito-idp.${region}.amazonaws.com/${userPoolId}`
  return {
    issuer,
    authorization_endpoint: `https://${host}/oauth2/authorize`,
    token_endpoint: `https://${host}/oauth2/token`,
    revocation_endpoint: `https://${host}/oauth2/revoke`,
    end_session_endpoint: `https://${host}/logout`,
    jwks_uri: `${issuer}/.well-known/jwks.json`,
  }
}
