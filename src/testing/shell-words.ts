import { show } from '../error.js'
import { badEvent } from './request-init.js'

/**
 * The words of a command line as a POSIX shell splits it: quotes, backslashes, continued lines, and
 * `$'…'`, in which browsers write what holds line breaks. A shell would do more: expand variables and
 * patterns, run other commands. Such characters are words like any other here.
 *
 * @throws EdgeError `bad-event` for a quote that is not closed.
 */
export function shellWords(line: string): string[] {
  const words: string[] = []
  let word: string | undefined
  for (const [token, blank, single, double, ansi, escaped, plain] of line.matchAll(grammar)) {
    if (blank !== undefined) {
      if (word !== undefined) words.push(word)
      word = undefined
    } else if (token !== '\\\n') {
      word ??= ''
      if (single !== undefined) word += single
      else if (double !== undefined) word += double.replace(/\\([\\"$`\n])/g, dropNewline)
      else if (ansi !== undefined) word += ansi.replace(ansiEscape, ansiCharacter)
      else if (plain !== undefined || escaped !== undefined) word += plain ?? escaped
      else throw badEvent(`Expected every quote to be closed, got ${show(line)}.`)
    }
  }
  return word === undefined ? words : [...words, word]
}

// Blanks, '…', "…", $'…', a backslash and what it protects, all else; last what closes nothing.
const grammar =
  /(\s+)|'([^']*)'|"((?:\\[\s\S]|[^"\\])*)"|\$'((?:\\[\s\S]|[^'\\])*)'|\\\n|\\([\s\S])|((?:[^\s'"\\$]|\$(?!'))+)|[\s\S]/g

const ansiEscape =
  /\\(?:x([\da-fA-F]{1,2})|u([\da-fA-F]{1,4})|U([\da-fA-F]{1,8})|([0-7]{1,3})|([\s\S]))/g

const named: Readonly<Record<string, string>> = {
  a: '\x07',
  b: '\b',
  e: '\x1b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
}

function ansiCharacter(
  sequence: string,
  byte?: string,
  short?: string,
  long?: string,
  octal?: string,
  other?: string,
): string {
  if (other !== undefined) return named[other] ?? (/[\\'"?]/.test(other) ? other : sequence)
  const code = octal ? Number.parseInt(octal, 8) : Number.parseInt(byte ?? short ?? long ?? '', 16)
  return code > 0x10ffff ? sequence : String.fromCodePoint(code)
}

function dropNewline(_: string, character: string): string {
  return character === '\n' ? '' : character
}
