import type { Shown } from './shown.js'
import { summaryOf } from './summary.js'

/** One JSON document. Times are in milliseconds. */
export function toJson(shown: readonly Shown[]): string {
  const events = shown.map(({ title, outcome }) => {
    const { trigger, event, kind, trace, changes, result, findings, logs } = outcome
    const { method, uri, querystring } = event.Records[0].cf.request
    return {
      title,
      trigger,
      request: { method, uri, querystring },
      steps: trace.map(({ name, ms, changes, ended }) => ({ name, ms, changes, ended })),
      changes,
      kind,
      result,
      findings,
      logs,
    }
  })
  return JSON.stringify({ events, summary: summaryOf(shown) }, null, 2)
}
