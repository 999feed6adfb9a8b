import { readPattern } from '../pipeline/router.js'

/** What stands for params and wildcards: usual, and odd. */
const fillings = [
  { param: '17', wildcard: 'a/b.html' },
  { param: 'photo.jpg', wildcard: 'photo.jpg' },
  { param: 'caf%C3%A9%zz', wildcard: 'x%2Fy/%zz' },
] as const

/** Paths that a pattern matches, with its optional groups taken and left out. */
export function samplesOf(pattern: string): string[] {
  const flats = readPattern(pattern).slice(0, 8)
  const paths = flats.flatMap((flat) =>
    fillings.map((filling) =>
      flat.map((piece) => (piece.type === 'text' ? piece.value : filling[piece.type])).join(''),
    ),
  )
  return [...new Set(paths)].filter(isPath)
}

/** Paths that are like one that matches, and mostly do not. */
export function nearMissesOf(path: string): string[] {
  return [`${path}x`, `${path}/`, `/x${path}`, `/${path}`, path.toUpperCase(), `${path}/%2e%2e/x`]
    .filter((other) => other !== path)
    .filter(isPath)
}

/** Whether a request line can have it. */
export function isPath(text: string): boolean {
  return /^\/[^\s?#]*$/.test(text) && text.length < 200
}
