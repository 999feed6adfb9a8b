import { EdgeError } from '../error.js'

/**
 * The error for a token that proves nothing. Thrown from a middleware it answers 401 in the words of
 * RFC 6750 section 3; `message` is for the log alone.
 */
export function badToken(message: string): EdgeError {
  return refusal('bad-token', message, '')
}

/** The error for a token that was good until its `exp`. */
export function expiredToken(message: string): EdgeError {
  return refusal('expired-token', message, ', error_description="The token expired"')
}

function refusal(
  code: 'bad-token' | 'expired-token',
  message: string,
  description: string,
): EdgeError {
  const headers = { 'www-authenticate': `Bearer error="invalid_token"${description}` }
  return new EdgeError(code, message, { reply: { status: 401, headers } })
}
