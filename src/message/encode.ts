import { unexpected } from '../error.js'

/** A body as CloudFront takes one. */
export interface Encoded {
  readonly encoding: 'text' | 'base64'
  readonly data: string
}

/** Text as it is, bytes in base64. @throws EdgeError `bad-body` for anything else. */
export function encode(data: string | Uint8Array): Encoded {
  if (typeof data === 'string') return { encoding: 'text', data }
  if (!(data instanceof Uint8Array)) throw unexpected('bad-body', 'a body of text or bytes', data)
  const bytes = Buffer.from(data.buffer, data.byteOffset, data.byteLength)
  return { encoding: 'base64', data: bytes.toString('base64') }
}
