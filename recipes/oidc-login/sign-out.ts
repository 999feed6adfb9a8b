import { isRemoteUrl } from 'ledge/recipe-kit'
import type { Client } from './client.js'
import type { Session } from './session.js'

/**
 * Where a visitor goes to sign out of the provider too, and come back to a page. Where there is no such
 * place, or it cannot be had, it is the page itself: he is signed out here in any case.
 *
 * https://openid.net/specs/openid-connect-rpinitiated-1_0.html
 *
 * @param page with its host.
 */
export async function signOutUrl(
  client: Client,
  clientId: string,
  session: Session | undefined,
  page: string,
): Promise<string> {
  try {
    if (session?.refreshToken) await client.revoke(session.refreshToken)
    const { issuer, end_session_endpoint } = await client.provider()
    if (!isRemoteUrl(end_session_endpoint)) return page
    const url = new URL(end_session_endpoint)
    url.searchParams.set('client_id', clientId)
    // https://docs.aws.amazon.com/cognito/latest/developerguide/logout-endpoint.html
    const isCognito = issuer.startsWith('https://cognito-idp.')
    url.searchParams.set(isCognito ? 'logout_uri' : 'post_logout_redirect_uri', page)
    if (session && !isCognito) url.searchParams.set('id_token_hint', session.idToken)
    return url.href
  } catch {
    return page
  }
}
