import { bestImageFormat, type ImageFormat } from 'ledge/recipe-kit'
import { expect, test } from 'vitest'

const both: readonly ImageFormat[] = ['avif', 'webp']

test.each<[accept: string | undefined, ext: string, formats: readonly ImageFormat[], best: string]>(
  [
    ['image/avif,image/webp,image/*', 'jpg', both, 'avif'],
    ['image/webp,image/*', 'jpg', both, 'webp'],
    ['image/avif,image/webp', 'jpg', ['webp', 'avif'], 'webp'],
    ['image/avif;q=0.5,image/webp', 'png', both, 'webp'],
    ['image/jpeg,image/webp;q=0.9', 'JPEG', both, 'JPEG'],
    ['image/png,image/webp;q=0.9', 'jpg', both, 'webp'],
    ['image/avif', 'jpg', [], 'jpg'],
    ['image/*', 'jpg', both, 'jpg'],
    ['*/*', 'png', both, 'png'],
    ['image/avif;q=0', 'jpg', both, 'jpg'],
    ['image/avif;q=2,__proto__', 'jpg', both, 'jpg'],
    ['', 'jpg', both, 'jpg'],
    [undefined, 'jpg', both, 'jpg'],
  ],
)('%j, of a .%s in %j: %s', (accept, ext, formats, best) => {
  expect(bestImageFormat(accept, ext, formats)).toBe(best)
})
