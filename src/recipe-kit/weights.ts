import type { OptionCheck } from '../options.js'

/** How much of the whole each name gets, in relation to the others: `{ a: 90, b: 10 }`. */
export type Weights<Name extends string = string> = Readonly<Record<Name, number>>

/** For `checkOptions`. The names may stand in a header, a cookie and a path. */
export const weights: OptionCheck = [
  'weights of 0 and more by name, at least one above 0',
  (value) => {
    const entries = Object.entries(value ?? {})
    return entries.every(isWeight) && entries.some(([, weight]) => weight > 0)
  },
]

/**
 * The name at a point from 0 up to, but without, 1 of all weights laid end to end. One of weight 0 is
 * at none.
 *
 * @example
 * ```ts
 * pickByWeight({ a: 90, b: 10 }, Math.random())
 * ```
 */
export function pickByWeight<Name extends string>(weights: Weights<Name>, point: number): Name {
  const entries = Object.entries(weights) as [Name, number][]
  const some = entries.filter(([, weight]) => weight > 0)
  let left = point * some.reduce((sum, [, weight]) => sum + weight, 0)
  for (const [name, weight] of some) {
    left -= weight
    if (left < 0) return name
  }
  // Sums of fractions are not exact.
  return some.at(-1)![0]
}

/** The weight of a name; `undefined` for what is no name among them, such as `constructor`. */
export function weightOf(weights: Weights, name: string | undefined): number | undefined {
  return name !== undefined && Object.hasOwn(weights, name) ? weights[name] : undefined
}

function isWeight([name, weight]: [string, unknown]): boolean {
  return /^[\w.-]+$/.test(name) && Number.isFinite(weight) && (weight as number) >= 0
}
