import { AssertionError } from 'node:assert'
import { show } from '../error.js'
import type { Trigger } from '../event.js'
import { everyTrigger } from '../rules/rule.js'
import type { Strictness } from '../rules/strictness.js'
import { validate } from '../rules/validate.js'
import { fieldsOf, onTheWire } from '../rules/wire.js'
import { changesBetween } from './changes.js'
import { inWorld, type World } from './fixed-world.js'
import { lambdaContext } from './lambda-context.js'
import { refusal } from './report.js'
import { badEvent } from './request-init.js'
import { type LogLine, RunOutcome } from './run-outcome.js'
import { appOf, type Target } from './target.js'
import { Recorder } from './trace.js'
import type { TriggerEvent } from './trigger-event.js'

export interface RunOptions extends World {
  /**
   * Whether a result that CloudFront would refuse fails the run (`throw`, the default), or is only
   * told in `outcome.findings` (`return`). Warnings never fail it.
   */
  readonly findings?: 'throw' | 'return'
  /** How to read AWS's pages where they contradict each other. Default: refuse what one refuses. */
  readonly strictness?: Partial<Strictness>
}

/**
 * Runs an app, a recipe or a middleware on one event, as Lambda@Edge would: on a copy that has gone
 * through JSON. A function written for Lambda goes through `fromHandler`.
 *
 * @param options `path` is the path that a middleware alone is registered under, for its `ctx.params`.
 * @throws AssertionError where CloudFront would refuse the result, unless `findings` says otherwise.
 * @example
 * ```ts
 * const outcome = await run((ctx) => redirect(`/new${ctx.request.uri}`), viewerRequestEvent('/shoes'))
 * outcome.status // 302
 * outcome.headers.get('location') // '/new/shoes'
 * ```
 */
export async function run<T extends Trigger, const Path extends string = ''>(
  target: Target<T, Path>,
  event: TriggerEvent<T>,
  options: RunOptions & { readonly path?: Path } = {},
): Promise<RunOutcome<T>> {
  const cf = event?.Records?.[0]?.cf
  const trigger = cf?.config?.eventType
  if (!everyTrigger.includes(trigger)) {
    throw badEvent(
      `Expected an event with a config.eventType, such as viewerRequestEvent('/') makes, got ${show(cf ?? event)}.`,
    )
  }
  const came = trigger.endsWith('request') ? cf.request : cf.response
  const recorder = new Recorder(came)
  const logs: LogLine[] = []
  let failure: { readonly error: unknown } | undefined

  const handler = appOf(target, trigger, options.path).handler(trigger, {
    wrap: (step) => recorder.wrap(step),
    log: (_, line) => logs.push(JSON.parse(line)),
    gaveUp(error) {
      failure = { error }
    },
  })
  const returned = await inWorld(options, () =>
    handler(JSON.parse(JSON.stringify(event)), lambdaContext(trigger)),
  )

  const wired = onTheWire(returned)
  const result = 'json' in wired ? wired.json : returned
  const answers = came === cf.request && 'status' in fieldsOf(result)
  recorder.finish(result, answers)
  const outcome = new RunOutcome<T>({
    trigger,
    kind: failure ? 'failed' : answers || recorder.replied ? 'replied' : 'passed',
    event,
    result,
    error: failure?.error,
    changes: changesBetween(answers ? {} : came, result),
    trace: recorder.steps,
    findings: validate(trigger, event, returned, {
      ...options.strictness,
      blame: (path) => recorder.blame(path),
    }),
    logs,
  })
  const refused = outcome.findings.some(({ severity }) => severity === 'error')
  if (refused && options.findings !== 'return') {
    throw new AssertionError({ message: refusal(outcome), stackStartFn: run })
  }
  return outcome
}
