import type { ReadableHeaders } from '../message/headers.js'

/**
 * The client hints that tell how large an image may be, as Accept-CH names them. Chromium's browsers
 * send them to a host whose pages have asked for them.
 *
 * https://wicg.github.io/responsive-image-client-hints/
 */
export const imageHints = ['Sec-CH-Width', 'Sec-CH-Viewport-Width', 'Sec-CH-DPR'] as const

/**
 * How many pixels across an image is to have, by these hints: those of its place in the page, else
 * those of the whole window. `undefined` where a hint is missing or is no number above 0.
 */
export function hintedWidth(headers: ReadableHeaders): number | undefined {
  const hint = (name: (typeof imageHints)[number]): number | undefined => {
    const sent = headers.get(name) ?? ''
    return /^\d{1,5}(\.\d{1,9})?$/.test(sent) ? Number(sent) || undefined : undefined
  }
  const window = hint('Sec-CH-Viewport-Width')
  return hint('Sec-CH-Width') ?? (window && window * (hint('Sec-CH-DPR') ?? 1))
}
