import { expect, test } from 'vitest'
import { Draft } from '../../src/message/draft.js'
import { HeaderView } from '../../src/message/headers.js'
import { addToList } from '../../src/recipe-kit/list-header.js'
import { lines } from '../fixtures/events.js'

test.each<[before: string[], added: string[], after: string[]]>([
  [[], ['Origin'], ['Origin']],
  [[], [], []],
  [[''], ['Origin'], ['', 'Origin']],
  [['Accept-Encoding'], ['Origin', 'Accept'], ['Accept-Encoding', 'Origin, Accept']],
  [['origin , ACCEPT'], ['Origin', 'Accept'], ['origin , ACCEPT']],
  [
    ['Accept', 'Origin'],
    ['Origin', 'User-Agent'],
    ['Accept', 'Origin', 'User-Agent'],
  ],
  [['*'], ['Origin'], ['*']],
  [['X-Origin'], ['Origin'], ['X-Origin', 'Origin']],
])('to %j, %j', (before, added, after) => {
  const headers = new HeaderView(new Draft({ headers: lines({ Vary: before }) }))
  addToList(headers, 'vary', added)
  expect(headers.getAll('vary')).toEqual(after)
})
