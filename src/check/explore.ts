import type { App } from '../app.js'
import type * as Kit from '../testing/index.js'
import { type Attempt, attemptOnce, carried } from './attempt.js'
import { type Carriage, carriedAs, type Given, type Input, isSame } from './inputs.js'
import type { Run, Trial, Work } from './trial.js'
import { valuesFor } from './values.js'

/** How many runs one trial may come to. */
const most = 120

/** A request to try: what it is given, and for the last of that what came of it without. */
interface Candidate {
  readonly given: readonly Given[]
  readonly without?: { readonly given: readonly Given[]; readonly decision: string }
}

/** Tries a request, then the same with each value for each input that a step turned out to read. */
export async function explore(
  app: App,
  kit: typeof Kit,
  work: Work,
  index: number,
  tell: (run: Run) => void,
): Promise<void> {
  const trial = work.trials[index]!
  const carriage = work.carriages[trial.behavior]!
  const attempt = (given: readonly Given[]): Promise<Attempt | undefined> =>
    attemptOnce(app, kit, work, index, given)
  // The list grows while it is gone through: what needs the fewest inputs comes first.
  const candidates: Candidate[] = [{ given: [] }]
  for (const { given, without } of candidates) {
    const tried = await attempt(given)
    if (!tried) continue
    const last = given.at(-1)
    const isChoice =
      last !== undefined &&
      without !== undefined &&
      tried.decision !== without.decision &&
      trial.trigger.startsWith('origin') &&
      carriedAs(last, carriage) === 'forward' &&
      // What changes by itself depends on nothing.
      (await attempt(without.given))?.decision === without.decision &&
      (await attempt(given))?.decision === tried.decision
    tell(isChoice ? { ...tried.run, decidedBy: last } : tried.run)
    if (!trial.explore) return
    for (const input of newInputs(tried.run, given)) {
      if (!mayBeGiven(trial, input, carriage)) continue
      for (const value of carried.get(input.name) ?? valuesFor(input, work.texts)) {
        if (candidates.length >= most) break
        const next = { ...input, value }
        candidates.push({
          given: [...given, next],
          without: { given, decision: tried.decision },
        })
      }
    }
  }
}

function newInputs({ steps }: Run, given: readonly Given[]): Input[] {
  const inputs: Input[] = []
  for (const input of steps.flatMap(({ reads }) => reads)) {
    if (![...given, ...inputs].some((other) => isSame(other, input))) inputs.push(input)
  }
  return inputs
}

/** What CloudFront would never show a trigger is not shown to it here. */
function mayBeGiven({ trigger }: Trial, input: Input, carriage: Carriage): boolean {
  if (trigger.startsWith('origin')) return carriedAs(input, carriage) !== 'none'
  return !input.name.startsWith('cloudfront-')
}
