/** What is only good for a time. */
export interface Expiring {
  /** In milliseconds since 1970. */
  readonly until: number
}

/** Makes values into texts that only this app can read, or make. */
export interface Seal {
  /** @param name What the value is: under another name it cannot be opened. */
  seal<T extends Expiring>(name: string, value: T): string
  /** The value; `undefined` for what was changed, is another's or for something else, or is over. */
  open<T extends Expiring>(name: string, sealed: string): T | undefined
}

/**
 * AES-256-GCM under a key made of the secret and the purpose. Given several secrets, the first seals and
 * all open.
 *
 * https://nvlpubs.nist.gov/nistpubs/Legacy/SP/nistspecialpublication800-38d.pdf
 */
export function createSeal(purpose: string, secrets: readonly string[]): Seal {
  let made: readonly Buffer[] | undefined
  // Late, as everything of node:crypto: at load it would cost a cold start.
  const crypto = () => process.getBuiltinModule('node:crypto')
  const keys = (): readonly Buffer[] => {
    made ??= secrets.map((secret) =>
      Buffer.from(crypto().hkdfSync('sha256', secret, '', purpose, 32)),
    )
    return made
  }

  // Without it a tag of four bytes would do.
  const whole = { authTagLength: 16 }

  return {
    seal(name, value) {
      const iv = crypto().randomBytes(12)
      const cipher = crypto().createCipheriv('aes-256-gcm', keys()[0]!, iv)
      cipher.setAAD(Buffer.from(name))
      const text = [cipher.update(JSON.stringify(value)), cipher.final()]
      return Buffer.concat([iv, ...text, cipher.getAuthTag()]).toString('base64url')
    },
    open(name, sealed) {
      const bytes = Buffer.from(sealed, 'base64url')
      const [iv, text, tag] = [bytes.subarray(0, 12), bytes.subarray(12, -16), bytes.subarray(-16)]
      for (const key of keys()) {
        try {
          const decipher = crypto().createDecipheriv('aes-256-gcm', key, iv, whole)
          decipher.setAAD(Buffer.from(name)).setAuthTag(tag)
          const value = JSON.parse(
            Buffer.concat([decipher.update(text), decipher.final()]).toString(),
          )
          return value.until > Date.now() ? value : undefined
        } catch {
          // Another key's, or nobody's.
        }
      }
      return undefined
    },
  }
}
