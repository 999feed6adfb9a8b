import { badRequest, EdgeError, type ErrorReply, type Reply, redirect } from 'ledge'
import type { JwtClaims } from 'ledge/jwt'
import { isNavigation, returnAddress } from 'ledge/recipe-kit'
import type { Client, Tokens } from './client.js'
import type { Jar, Visit } from './jar.js'
import type { Expiring } from './seal.js'

/** Who is signed in, as his browser keeps it for us, sealed. */
export interface Session extends Expiring {
  readonly idToken: string
  readonly accessToken?: string | undefined
  readonly refreshToken?: string | undefined
  /** Until when the tokens are good, in milliseconds since 1970. */
  readonly expires: number
}

/** The session that tokens make. What a provider does not send again stays as it was. */
export function sessionOf(
  { id_token, access_token, refresh_token, expires_in }: Tokens,
  before: Expiring & Partial<Session>,
): Session {
  // Some do not say how long. And what ended at once would be refreshed again and again.
  const seconds = Math.max(Number(expires_in) || 300, 30)
  return {
    idToken: id_token || before.idToken || '',
    accessToken: access_token,
    refreshToken: refresh_token ?? before.refreshToken,
    expires: Math.min(Date.now() + seconds * 1000, before.until),
    until: before.until,
  }
}

/** The claims of an ID token that was verified before it was sealed, in an object without prototype. */
export function claimsOf({ idToken }: Session): JwtClaims {
  const [, payload = ''] = idToken.split('.')
  const claims: JwtClaims = JSON.parse(Buffer.from(payload, 'base64url').toString())
  return Object.setPrototypeOf(claims, null)
}

/** A good session, or what to answer first; neither where there is none. */
export interface Resumed {
  readonly session?: Session | undefined
  readonly answer?: Reply
}

/**
 * The session of a visitor: at once while its tokens are good; refreshed, with a 307 to the same address
 * and the new cookies, where a browser navigates or sends a form; none otherwise. One that the provider
 * refuses twice is over: the second 307 takes its cookies away.
 *
 * @throws EdgeError `service-unavailable` where the provider cannot be reached.
 */
export async function resume(client: Client, jar: Jar, ctx: Visit): Promise<Resumed> {
  const session = jar.get<Session>(ctx, '')
  if (!session || session.expires > Date.now()) return { session }
  const { refreshToken } = session
  // The 307 keeps a form's method and fields.
  const isForm = ctx.request.headers.get('sec-fetch-mode') === 'navigate'
  if (!refreshToken || !(isForm || isNavigation(ctx.request))) return {}
  const answer = redirect(returnAddress(ctx.request), 307)
  try {
    const form = { grant_type: 'refresh_token', refresh_token: refreshToken }
    const tokens = await client.trade(form)
    // OpenID Connect Core section 12.2: a new ID token, if there is one, is for the same person.
    const { sub } = claimsOf(session)
    if (tokens.id_token && (await client.verify(tokens.id_token)).sub !== sub) {
      throw badRequest('The ID token is for another person.')
    }
    jar.set(ctx, answer, '', sessionOf(tokens, session))
  } catch (error) {
    if (!isRefusal(error)) throw error
    ctx.log.info('The session was not refreshed.', { error })
    // Another tab may have been the first with this refresh token: then the browser has a new session by
    // the time that it is back, and a cookie that was taken away here would be that one.
    if (jar.get(ctx, 'again')) for (const key of ['', 'again']) jar.delete(ctx, answer, key)
    else jar.set(ctx, answer, 'again', { until: Date.now() + 30_000 })
  }
  return { answer }
}

/** Whether an error says no for good, and not that somebody could not be reached or a fault of ours. */
export function isRefusal(error: unknown): error is EdgeError & { readonly reply: ErrorReply } {
  return error instanceof EdgeError && error.reply !== undefined && error.reply.status < 500
}
