import { EdgeError, show } from './error.js'

/** What one option must be: in words for the message, and as a test. */
export type OptionCheck = readonly [expected: string, holds: (value: unknown) => boolean]

/** A check per option; the name of one that may be absent ends in `?`, as in its type. */
export type OptionChecks<Options> = {
  readonly [Name in keyof Options as undefined extends Options[Name]
    ? `${Name & string}?`
    : Name]-?: OptionCheck
}

/**
 * Refuses options that are not as their checks say, where a recipe is built. A name that no check
 * knows is refused too: a misspelt option is one that does not act. A deployed bundle does not check: its
 * options were checked when it was built.
 *
 * @throws EdgeError `bad-option`.
 * @example
 * ```ts
 * interface TeapotOptions {
 *   readonly drink: string
 *   readonly seconds?: number
 * }
 *
 * function teapot(options: TeapotOptions) {
 *   checkOptions<TeapotOptions>('teapot', options, {
 *     drink: ['a text', (value) => typeof value === 'string'],
 *     'seconds?': ['a whole number of seconds', Number.isInteger],
 *   })
 *   return () => text(`Short and stout: no ${options.drink} here.`, 418)
 * }
 * ```
 */
export function checkOptions<Options extends object>(
  where: string,
  options: Options,
  checks: OptionChecks<Options>,
): void {
  if (typeof options !== 'object' || options === null) {
    throw badOption(where, 'an object of options', options)
  }
  const rows = Object.entries<OptionCheck>(checks)
  const names = rows.map(([name]) => name.replace('?', ''))
  for (const name of Object.keys(options)) {
    if (!names.includes(name)) throw badOption(where, `an option among ${names.join(', ')}`, name)
  }
  for (const [name, [expected, holds]] of rows) {
    const value: unknown = options[name.replace('?', '') as keyof Options]
    if (value === undefined && name.endsWith('?')) continue
    if (!holds(value)) throw badOption(where, `${name.replace('?', '')} to be ${expected}`, value)
  }
}

/**
 * Refuses options that are as they must be each, but not together.
 *
 * @param wrong What came; nothing where all is well. It is not asked in a deployed bundle.
 * @throws EdgeError `bad-option`.
 * @example
 * ```ts
 * const options = { keep: ['session'], drop: ['_ga'] }
 * refuseOptions('cookies', 'keep or drop, not both', () => options.keep && options.drop)
 * // cookies: expected keep or drop, not both, got an array of 1.
 * ```
 */
export function refuseOptions(where: string, expected: string, wrong: () => unknown): void {
  const came = wrong()
  if (came) throw badOption(where, expected, came)
}

/** The error for an option: what was expected, and what came. */
export function badOption(where: string, expected: string, came: unknown): EdgeError {
  return new EdgeError('bad-option', `${where}: expected ${expected}, got ${show(came)}.`)
}
