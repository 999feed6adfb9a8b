import { afterEach, describe, expect, test, vi } from 'vitest'
import { table, wrap } from '../../src/cli/layout.js'
import { withProgress } from '../../src/cli/progress.js'
import { coloursOf, hasColours, type Output, widthOf } from '../../src/cli/terminal.js'

const output = (isTTY: boolean, columns?: number): Output => ({ write: () => true, isTTY, columns })

describe('colours', () => {
  test.each<[isTTY: boolean, env: Record<string, string>, colours: boolean]>([
    [true, {}, true],
    [false, {}, false],
    [true, { TERM: 'dumb' }, false],
    [true, { NO_COLOR: '1' }, false],
    [true, { NO_COLOR: '' }, true],
    [false, { FORCE_COLOR: '1' }, true],
    [true, { FORCE_COLOR: '0' }, false],
    [true, { FORCE_COLOR: 'false' }, false],
    [false, { NO_COLOR: '1', FORCE_COLOR: '1' }, false],
  ])('terminal %s, %j: %s', (isTTY, env, colours) => {
    expect(hasColours(output(isTTY), env)).toBe(colours)
    expect(coloursOf(output(isTTY), env).red('x') !== 'x').toBe(colours)
  })
})

test.each([
  [undefined, 100],
  [0, 100],
  [80, 80],
  [200, 100],
  [10, 40],
])('a terminal of %s columns gets lines of %i', (columns, width) => {
  expect(widthOf(output(true, columns))).toBe(width)
})

describe('a text in lines', () => {
  const { red } = coloursOf(output(true), {})

  test.each<[text: string, lines: string[]]>([
    ['a bc def', ['a bc def']],
    ['one two three', ['one two', '  three']],
    ['  one two', ['  one two']],
    ['  one  two three', ['  one  two', '  three']],
    ['unbreakable-word a', ['unbreakable-word', '  a']],
    [`${red('one')} two`, [`${red('one')} two`]],
    ['', ['']],
  ])('%j', (text, lines) => {
    expect(wrap(text, 10, '  ')).toBe(lines.join('\n'))
  })

  test('columns are as wide as their widest cell, whatever its colour', () => {
    const rows = [
      ['a', red('long'), '1'],
      ['bbb', 'x', '22'],
    ]
    expect(table(rows, [2])).toEqual([`a    ${red('long')}   1`, 'bbb  x     22'])
  })
})

describe('progress', () => {
  afterEach(() => {
    vi.useRealTimers()
  })

  async function during(ms: number, isTTY: boolean, quiet = false): Promise<string> {
    vi.useFakeTimers()
    let written = ''
    const stderr = { isTTY, write: (text: string) => (written += text) }
    const terminal = { cwd: '.', env: { NO_COLOR: '1' }, stdout: stderr, stderr }
    const work = withProgress('Building', { quiet }, terminal, async () => {
      await new Promise((resolve) => setTimeout(resolve, ms))
      return 'built'
    })
    await vi.advanceTimersByTimeAsync(ms)
    expect(await work).toBe('built')
    return written
  }

  test('is shown once something takes longer than a second', async () => {
    expect(await during(900, false)).toBe('')
    expect(await during(1100, false)).toBe('Building …\n')
    expect(await during(60_000, false)).toBe('Building …\n')
  })

  test('is not shown to those who asked for quiet', async () => {
    expect(await during(1100, true, true)).toBe('')
  })

  test('leaves a terminal as it was', async () => {
    expect(await during(1100, true)).toBe('Building …\r\u001b[2K')
  })
})
