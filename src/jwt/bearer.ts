import { badRequest, unauthorized } from '../message/http-errors.js'
import type { ReadableRequest } from '../message/request.js'

/**
 * The token that a request brings: as `Authorization: Bearer`, else in the cookie of that name.
 *
 * @throws EdgeError `unauthorized`, which answers 401, without one; `bad-request` for several
 * Authorization headers, of which another reader might choose another one than was proved.
 * @example
 * ```ts
 * const { sub } = verifyJwt(bearerToken(ctx.request), { keys, audience: 'shop' })
 * ```
 */
export function bearerToken({ headers, cookies }: ReadableRequest, cookie?: string): string {
  const lines = headers.getAll('authorization')
  if (lines.length > 1) throw badRequest('There are several Authorization headers.')
  const [, bearer = cookie && cookies.get(cookie)] = /^Bearer +(.+)$/i.exec(lines[0] ?? '') ?? []
  if (bearer !== undefined) return bearer
  throw unauthorized('There is no token.', { headers: { 'www-authenticate': 'Bearer' } })
}
