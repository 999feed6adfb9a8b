import { EdgeError } from '../error.js'
import type { Guard } from '../pipeline/inspection.js'
import { type Finding, type Strictness, validate } from '../rules/index.js'
import { lastResort, mend } from './repair.js'

export interface GuardOptions extends Partial<Strictness> {
  /**
   * What becomes of a result that CloudFront would refuse: `throw` makes it an error of the app
   * (`onError`, else a plain 500 or the untouched response); `repair` puts back or takes out what
   * would be refused; `log` lets it go. Each writes one log line.
   */
  readonly mode: 'throw' | 'repair' | 'log'
}

/**
 * Checks every result in the deployed function against what CloudFront refuses, so that a mistake
 * that no test has shown costs a header rather than a 502 page. It sees what goes out: after all
 * steps and after `onReply`.
 *
 * It takes the rules into the bundle, some 9 kB gzip, and some 0.1 ms per changed message. Warnings
 * of the rules are left alone.
 *
 * @throws EdgeError `bad-option` for another mode.
 * @example
 * ```ts
 * import { ledge } from 'ledge'
 * import { guard } from 'ledge/guard'
 *
 * export const app = ledge({ guard: guard({ mode: 'repair' }) })
 * ```
 */
export function guard({ mode, ...strictness }: GuardOptions): Guard {
  if (mode !== 'throw' && mode !== 'repair' && mode !== 'log') {
    throw new EdgeError(
      'bad-option',
      `guard: expected mode to be throw, repair or log, got ${mode}.`,
    )
  }
  return (trigger, cf, result, log) => {
    const refused = (candidate: typeof result): Finding[] =>
      validate(trigger, { Records: [{ cf }] }, candidate, strictness).filter(
        ({ severity }) => severity === 'error',
      )
    let findings = refused(result)
    if (findings.length === 0) return result
    const reasons = findings.map(({ rule, message }) => `${rule}: ${message}`)
    if (mode === 'throw') {
      throw new EdgeError('refused', `CloudFront would refuse this result. ${reasons.join(' ')}`)
    }
    log.error('CloudFront would refuse this result.', { mode, findings: reasons })
    if (mode === 'log') return result
    let mended: typeof result | undefined = result
    // What is put back may be refused in its turn; then it is taken out.
    for (let round = 0; round < 3 && mended && findings.length > 0; round++) {
      mended = mend(trigger, cf, mended, findings)
      if (mended) findings = refused(mended)
    }
    return mended && findings.length === 0 ? mended : lastResort(trigger, cf)
  }
}
