import { describe, expect, expectTypeOf, test } from 'vitest'
import { checkOptions, type OptionCheck, type OptionChecks, refuseOptions } from '../src/options.js'

interface TeapotOptions {
  readonly drink: string
  readonly seconds?: number
}

const checks: OptionChecks<TeapotOptions> = {
  drink: ['a text', (value) => typeof value === 'string'],
  'seconds?': ['a whole number of seconds', Number.isInteger],
}

describe('checkOptions', () => {
  test.each([{ drink: 'tea' }, { drink: 'tea', seconds: 3 }, { drink: 'tea', seconds: undefined }])(
    'takes %o',
    (options) => {
      expect(() => checkOptions('teapot', options, checks)).not.toThrow()
    },
  )

  test.each<[options: unknown, message: string]>([
    [undefined, 'teapot: expected an object of options, got undefined.'],
    [null, 'teapot: expected an object of options, got null.'],
    ['tea', 'teapot: expected an object of options, got "tea".'],
    [{}, 'teapot: expected drink to be a text, got undefined.'],
    [{ drink: 7 }, 'teapot: expected drink to be a text, got 7.'],
    [
      { drink: 'tea', seconds: 0.5 },
      'teapot: expected seconds to be a whole number of seconds, got 0.5.',
    ],
    [{ drink: 'tea', second: 3 }, 'teapot: expected an option among drink, seconds, got "second".'],
    [
      { drink: 'tea', 'seconds?': 3 },
      'teapot: expected an option among drink, seconds, got "seconds?".',
    ],
    [
      { drink: 'tea', constructor: 3 },
      'teapot: expected an option among drink, seconds, got "constructor".',
    ],
  ])('refuses %o', (options, message) => {
    const check = () => checkOptions('teapot', options as TeapotOptions, checks)
    expect(check).toThrow(expect.objectContaining({ code: 'bad-option', message }))
  })

  test('wants a check for each option, and the mark of those that may be absent', () => {
    expectTypeOf<OptionChecks<TeapotOptions>>().toEqualTypeOf<{
      readonly drink: OptionCheck
      readonly 'seconds?': OptionCheck
    }>()
  })
})

describe('refuseOptions', () => {
  test.each([undefined, false, '', 0])('takes options that %j is wrong with', (wrong) => {
    expect(() => refuseOptions('teapot', 'tea or coffee', () => wrong)).not.toThrow()
  })

  test('refuses others, with what came', () => {
    const drinks = ['tea', 'coffee']
    expect(() => refuseOptions('teapot', 'tea or coffee, not both', () => drinks)).toThrow(
      expect.objectContaining({
        code: 'bad-option',
        message: 'teapot: expected tea or coffee, not both, got an array of 2.',
      }),
    )
  })
})
