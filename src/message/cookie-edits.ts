import { unexpected } from '../error.js'
import { type Cookie, decode, split } from './cookie-line.js'
import type { HeaderView } from './headers.js'
import { percentEncode } from './percent.js'
import { type Selection, selects } from './selection.js'

// What `ctx.request.cookies` can change in the Cookie lines of a request.

export function setCookie(headers: HeaderView, name: string, value: string): void {
  if (typeof name !== 'string' || !/^[!-:<>-~]+$/.test(name) || typeof value !== 'string') {
    // The value is not shown: it may be a session, and messages end up in logs.
    throw unexpected('bad-cookie', 'an ASCII name without blanks, ";" and "=", and a text', name)
  }
  const written = `${name}=${percentEncode(value)}`
  let placed = false
  rewrite(headers, (cookie) => {
    if (cookie.name !== name) return cookie.text
    if (placed) return undefined
    placed = true
    return written
  })
  if (!placed) append(headers, written)
}

export function deleteCookie(headers: HeaderView, name: string): boolean {
  return rewrite(headers, (cookie) => (cookie.name === name ? undefined : cookie.text))
}

export function keepCookies(headers: HeaderView, selection: Selection): void {
  const kept = selects(selection)
  rewrite(headers, ({ text, name, value }) =>
    name !== undefined && kept(name, decode(value)) ? text : undefined,
  )
}

/** Replaces each cookie by what is returned for it. Lines where that changes nothing stay. */
function rewrite(headers: HeaderView, change: (cookie: Cookie) => string | undefined): boolean {
  const before = headers.lines('cookie')
  const after = before.flatMap((line) => {
    const cookies = split(line.value)
    const texts = cookies.map(change)
    if (cookies.every(({ text }, i) => text === texts[i])) return [line]
    const left = texts.filter((text) => text !== undefined)
    return left.length > 0 ? [{ ...line, value: left.join('; ') }] : []
  })
  if (before.every((line, i) => line === after[i])) return false
  headers.replace('cookie', after)
  return true
}

function append(headers: HeaderView, written: string): void {
  const lines = headers.lines('cookie')
  const last = lines.at(-1) ?? { key: 'Cookie', value: '' }
  const value = last.value === '' ? written : `${last.value}; ${written}`
  headers.replace('cookie', [...lines.slice(0, -1), { ...last, value }])
}
