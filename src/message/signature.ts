import { EdgeError, show } from '../error.js'

/** Signs texts and knows its own signatures again. Both are synchronous. */
export interface Signer {
  /**
   * The text, a dot, and the signature: 43 characters of base64url.
   *
   * @param about What the text belongs to, such as the name of a cookie: signed too, and not written.
   */
  sign(text: string, about?: string): string
  /** The text that was signed so; `undefined` for any other. */
  open(signed: string, about?: string): string | undefined
}

/**
 * HMAC-SHA256 over the purpose and the text, so that a signature made for one purpose is worth
 * nothing for another one with the same secret. The first secret signs, all verify.
 *
 * @throws EdgeError `bad-option` without a secret or for one of less than 16 characters.
 */
export function signer(purpose: string, secret: string | readonly string[]): Signer {
  const secrets = secret === undefined ? [] : [secret].flat()
  if (secrets.length === 0) throw badSecret(purpose, 'none')
  for (const one of secrets) {
    if (typeof one !== 'string') throw badSecret(purpose, show(one))
    // Its length and not more of it: messages end up in logs.
    if (one.length < 16) throw badSecret(purpose, `one of ${one.length} characters`)
  }
  const [current = ''] = secrets
  return {
    sign: (text, about = '') => `${text}.${mac(current, `${purpose}:${about}${text}`)}`,
    open(signed, about = '') {
      const { timingSafeEqual } = process.getBuiltinModule('node:crypto')
      const dot = signed.lastIndexOf('.')
      if (dot === -1) return undefined
      const text = signed.slice(0, dot)
      // The characters are compared, not what they decode to: many spellings decode to one value.
      const given = Buffer.from(signed.slice(dot + 1))
      const isOwn = secrets.some((one) => {
        const made = Buffer.from(mac(one, `${purpose}:${about}${text}`))
        return made.length === given.length && timingSafeEqual(made, given)
      })
      return isOwn ? text : undefined
    },
  }
}

// node:crypto is not imported at load: it would cost every cold start more than the rest together.
function mac(secret: string, text: string): string {
  const { createHmac } = process.getBuiltinModule('node:crypto')
  return createHmac('sha256', secret).update(text).digest('base64url')
}

function badSecret(purpose: string, came: string): EdgeError {
  return new EdgeError(
    'bad-option',
    `Expected a secret of at least 16 characters to sign a ${purpose} with, got ${came}. Make one with: openssl rand -hex 32`,
  )
}
