import { badRequest, EdgeError, forbidden, type Reply, redirect, reply } from 'ledge'
import type { Client, Form } from './client.js'
import type { Jar, Visit } from './jar.js'
import { unavailable } from './provider.js'
import type { Expiring } from './seal.js'
import { isRefusal, sessionOf } from './session.js'

/** A sign-in under way, as the browser that began it keeps it for us, sealed. */
interface Attempt extends Expiring {
  readonly nonce: string
  readonly verifier: string
  readonly redirectUri: string
  readonly returnTo: string
}

const tenMinutes = 600_000
const mostAttempts = 4

/**
 * Sends the visitor to the provider. What he must come back with stays in a cookie under the name of the
 * state: each tab has its own, and a state that this browser did not begin with opens none.
 *
 * @param parameters of the authorization request, beside those that are made here.
 */
export async function startSignIn(
  client: Client,
  jar: Jar,
  ctx: Visit,
  parameters: Form & { readonly redirect_uri: string },
  returnTo: string,
): Promise<Reply> {
  const { authorization_endpoint } = await client.provider()
  const { createHash, randomBytes } = process.getBuiltinModule('node:crypto')
  const random = (): string => randomBytes(32).toString('base64url')
  const [state, nonce, verifier] = [random(), random(), random()]
  const url = new URL(authorization_endpoint)
  for (const [name, value] of Object.entries({
    ...parameters,
    response_type: 'code',
    state,
    nonce,
    code_challenge: createHash('sha256').update(verifier).digest('base64url'),
    code_challenge_method: 'S256',
  })) {
    url.searchParams.set(name, value)
  }
  const answer = redirect(url.href)
  // The cookies of tabs in which nobody signs in must not fill up the request.
  const others = jar.take(ctx).filter((key) => key.startsWith('login.'))
  if (others.length >= mostAttempts) for (const key of others) jar.delete(ctx, answer, key)
  jar.set<Attempt>(ctx, answer, `login.${state}`, {
    nonce,
    verifier,
    redirectUri: parameters.redirect_uri,
    returnTo,
    until: Date.now() + tenMinutes,
  })
  return answer
}

/**
 * Takes the visitor back from the provider: in the browser that was sent there, and once.
 *
 * @throws EdgeError that answers 400, or 403 to who declined; `service-unavailable` where the provider
 * cannot be reached, which a reload may mend.
 */
export async function finishSignIn(client: Client, jar: Jar, ctx: Visit): Promise<Reply> {
  const key = `login.${ctx.request.query.get('state')}`
  const attempt = jar.get<Attempt>(ctx, key)
  try {
    if (!attempt) throw badRequest('This browser began no such sign-in.')
    const tokens = await client.trade({
      grant_type: 'authorization_code',
      code: await codeOf(ctx, client),
      redirect_uri: attempt.redirectUri,
      code_verifier: attempt.verifier,
    })
    const { nonce } = await client.verify(tokens.id_token)
    if (nonce !== attempt.nonce) throw badRequest('The ID token is for another sign-in.')
    const answer = redirect(attempt.returnTo)
    jar.delete(ctx, answer, key)
    jar.set(ctx, answer, '', sessionOf(tokens, { until: Date.now() + jar.maxAge * 1000 }))
    return answer
  } catch (error) {
    if (!isRefusal(error)) throw error
    const answer = reply()
    jar.delete(ctx, answer, key)
    throw new EdgeError(error.code, error.message, {
      cause: error.cause,
      reply: {
        status: error.reply.status,
        headers: { 'set-cookie': answer.headers.getAll('set-cookie') },
        body: 'The sign-in failed. Please try again.',
      },
    })
  }
}

/** What the provider answered by way of the browser (RFC 6749 section 4.1.2, RFC 9207). */
async function codeOf(ctx: Visit, client: Client): Promise<string> {
  const { query } = ctx.request
  const iss = query.get('iss')
  if (iss !== undefined && iss !== (await client.provider()).issuer) {
    throw badRequest(`The answer is of another provider: ${iss}.`)
  }
  const error = query.get('error')
  const message = `The provider answered ${error}: ${query.get('error_description')}.`
  if (error === 'access_denied') throw forbidden(message)
  if (error === 'server_error' || error === 'temporarily_unavailable') throw unavailable(message)
  const code = query.get('code')
  if (error !== undefined || !code) throw badRequest(message)
  return code
}
