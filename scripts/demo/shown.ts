import type { RunOutcome } from 'ledge/testing'

/** An event and what the example app made of it. */
export interface Shown {
  readonly title: string
  readonly outcome: RunOutcome
}

/** Of all steps, in milliseconds. */
export function ownTime({ trace }: RunOutcome): number {
  return trace.reduce((sum, { ms }) => sum + ms, 0)
}
