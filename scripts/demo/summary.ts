import type { RunOutcome } from 'ledge/testing'
import { ownTime, type Shown } from './shown.js'

/** What a number of events came to. */
export interface Totals {
  readonly events: number
  /** Went on exactly as they came. */
  readonly untouched: number
  /** Went on changed. */
  readonly changed: number
  readonly answered: number
  readonly steps: number
  /** The steps' own time. */
  readonly ms: number
  /** What CloudFront would refuse, or serve to somebody's harm. */
  readonly findings: number
}

/** The totals of each trigger that occurs, and of all. */
export function summaryOf(shown: readonly Shown[]): Record<string, Totals> {
  const outcomes = shown.map(({ outcome }) => outcome)
  const triggers = [...new Set(outcomes.map(({ trigger }) => trigger))]
  return {
    ...Object.fromEntries(
      triggers.map((each) => [each, totalsOf(outcomes.filter(({ trigger }) => trigger === each))]),
    ),
    total: totalsOf(outcomes),
  }
}

function totalsOf(outcomes: readonly RunOutcome[]): Totals {
  const passed = outcomes.filter(({ kind }) => kind === 'passed')
  const untouched = passed.filter(({ changes }) => changes.length === 0).length
  return {
    events: outcomes.length,
    untouched,
    changed: passed.length - untouched,
    answered: outcomes.length - passed.length,
    steps: outcomes.flatMap(({ trace }) => trace).length,
    ms: outcomes.reduce((sum, outcome) => sum + ownTime(outcome), 0),
    findings: outcomes.flatMap(({ findings }) => findings).length,
  }
}
