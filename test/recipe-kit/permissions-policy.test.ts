import { type Permissions, permissionsOption, permissionsText } from 'ledge/recipe-kit'
import { expect, test } from 'vitest'

const [, isGood] = permissionsOption

test.each<[policy: Permissions, text: string]>([
  [{}, ''],
  [{ camera: [] }, 'camera=()'],
  [
    { camera: [], fullscreen: ['self', 'https://a.example:8443'], usb: ['*'] },
    'camera=(), fullscreen=(self "https://a.example:8443"), usb=(*)',
  ],
  [{ 'picture-in-picture': ['https://*.a.example'] }, 'picture-in-picture=("https://*.a.example")'],
])('%j', (policy, text) => {
  expect(isGood(policy)).toBe(true)
  expect(permissionsText(policy)).toBe(text)
})

test.each([
  null,
  'camera',
  { camera: 'self' },
  { camera: ['none'] },
  { camera: ["'self'"] },
  { camera: ['a.example'] },
  { camera: ['https://a.example"'] },
  { camera: ['https://a.example/path'] },
  { Camera: [] },
  { 'camera=()': [] },
])('%j is refused', (policy) => {
  expect(isGood(policy)).toBe(false)
})
