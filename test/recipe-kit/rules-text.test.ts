import { rulesFromText } from 'ledge/recipe-kit'
import { expect, test } from 'vitest'

test.each<[string, object[]]>([
  ['', []],
  ['  \n\t\n# /a /b\n   # more', []],
  ['/a /b', [{ from: '/a', to: '/b', status: 301 }]],
  ['/a\t\t/b   302!\r\n', [{ from: '/a', to: '/b', status: 302 }]],
  ['\ufeff/a /b 200 # why', [{ from: '/a', to: '/b', status: 200 }]],
  ['/a /b#c', [{ from: '/a', to: '/b#c', status: 301 }]],
  ['/ /home', [{ from: '/', to: '/home', status: 301 }]],
  ['/* /x/:splat', [{ from: '{/*splat}', to: '/x/:splat', status: 301 }]],
  ['/a/* /b/:splat', [{ from: '/a{/*splat}', to: '/b/:splat', status: 301 }]],
  ['/a/:x/ /b/:x', [{ from: '/a/:x', to: '/b/:x', status: 301 }]],
  ['/a(b)+c?{}["\\ /d', [{ from: '/a\\(b\\)\\+c\\?\\{\\}\\[\\"\\\\', to: '/d', status: 301 }]],
  ['/a:1 /b', [{ from: '/a\\:1', to: '/b', status: 301 }]],
  ['/a /b Language=de,en', [{ from: '/a', to: '/b', status: 301, language: ['de', 'en'] }]],
  [
    '/a https://b.example/ 302 country=de,at COOKIE=x',
    [
      {
        from: '/a',
        to: 'https://b.example/',
        status: 302,
        country: ['DE', 'AT'],
        cookie: ['x'],
      },
    ],
  ],
  [
    'https://shop.example/* /s/:splat\nhttp://x.example /y',
    [
      { from: '{/*splat}', to: '/s/:splat', status: 301, host: 'shop.example' },
      { from: '/', to: '/y', status: 301, host: 'x.example' },
    ],
  ],
])('%j', (text, rules) => {
  expect(rulesFromText(text)).toEqual(rules)
})

test.each([
  ['a /b', 'line 1: expected a path, in which * is the last segment, got "a"'],
  ['/a /b\n\n/c*/d /e', 'line 3: expected a path, in which * is the last segment, got "/c*/d"'],
  ['/a* /b', 'line 1: expected a path, in which * is the last segment, got "/a*"'],
  ['/a', 'line 1: expected an address behind the path, got ""'],
  ['/a b', 'line 1: expected an address behind the path, got "b"'],
  ['/a id=:id /b/:id 301', 'line 1: expected an address behind the path, got "id=:id"'],
  ['/a /b 30', 'line 1: expected a status, Language=, Country= or Cookie=, got "30"'],
  ['/a /b 301 Role=admin', 'Cookie=, got "Role=admin"'],
  ['/a /b __proto__=x', 'Cookie=, got "__proto__=x"'],
  ['/a /b 301 302', 'Cookie=, got "302"'],
])('refuses %j', (text, message) => {
  expect(() => rulesFromText(text)).toThrow(message)
})
