import { execFileSync } from 'node:child_process'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { shellWords } from '../../src/testing/shell-words.js'

describe('a command line in words', () => {
  test.each<[string, string[]]>([
    ['', []],
    ['  a  b\tc\n', ['a', 'b', 'c']],
    ["'a b' c", ['a b', 'c']],
    ["''", ['']],
    ['"a \\" \\\\ \\n $x" b', ['a " \\ \\n $x', 'b']],
    ['"a \\$b \\`c"', ['a $b `c']],
    ['a\'b\'"c"d', ['abcd']],
    ["a\\ b \\'", ['a b', "'"]],
    ['a \\\n  b', ['a', 'b']],
    ['a\\\nb', ['ab']],
    ['"a\\\nb"', ['ab']],
    ["$'it\\'s \\u00e9 \\x41 \\101 \\n'", ["it's é A A \n"]],
    ["$'\\q'", ['\\q']],
    ['$a', ['$a']],
  ])('%j', (line, words) => {
    expect(shellWords(line)).toEqual(words)
  })

  test.each(["'a", '"a', "a $'b", 'a"b'])('%j has an open quote', (line) => {
    expect(() => shellWords(line)).toThrow('every quote to be closed')
  })
})

test('any words that a shell could be given come back', () => {
  const quoted = (word: string): string => `'${word.replaceAll("'", "'\\''")}'`
  fc.assert(
    fc.property(fc.array(fc.string()), (words) => {
      expect(shellWords(words.map(quoted).join(' '))).toEqual(words)
    }),
  )
})

test('a shell agrees', () => {
  const lines = [`a 'b c' "d \\"e\\" f" g\\ h`, `x"y z"'w' '' "a'b" 'c"d'`, 'a\\\nb "c\\\nd"']
  for (const line of lines) {
    const words = execFileSync('sh', ['-c', `for word in ${line}; do printf '%s\\0' "$word"; done`])
    expect(shellWords(line)).toEqual(words.toString().split('\0').slice(0, -1))
  }
})
