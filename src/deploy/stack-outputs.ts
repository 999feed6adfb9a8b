import type { Plan, PlannedBehavior } from './plan.js'
import type { PolicyUse } from './policy-use.js'
import { quoted } from './text.js'

/** The ARNs of the versions, and for each behavior what its distribution must be given. */
export function outputs({ functions, behaviors }: Plan): string {
  return [
    ...functions.map(({ id, name, versionId }) =>
      output(`${id}Arn`, `The version of ${name} that is to be associated`, `!Ref ${versionId}`),
    ),
    ...behaviors.flatMap(behaviorOutputs),
  ].join('\n')
}

function behaviorOutputs(behavior: PlannedBehavior): string[] {
  const { id, path, cache, originRequest, functions } = behavior
  const found = []
  if (functions.length > 0) {
    const what = `LambdaFunctionAssociations of the behavior ${path}`
    found.push(output(`${id}Associations`, what, `!Sub '${associations(behavior)}'`))
  }
  found.push(output(`${id}CachePolicyId`, `CachePolicyId of the behavior ${path}`, idOf(cache)))
  if (originRequest) {
    const what = `OriginRequestPolicyId of the behavior ${path}`
    found.push(output(`${id}OriginRequestPolicyId`, what, idOf(originRequest)))
  }
  return found
}

/** In the form of `aws cloudfront get-distribution-config`, to be pasted there. */
function associations({ functions }: PlannedBehavior): string {
  return JSON.stringify({
    Quantity: functions.length,
    Items: functions.map(({ trigger, includeBody, function: { versionId } }) => ({
      LambdaFunctionARN: `\${${versionId}}`,
      EventType: trigger,
      IncludeBody: includeBody,
    })),
  })
}

function idOf(use: PolicyUse<unknown>): string {
  return use.kind === 'own' ? `!Ref ${use.id}` : `${use.id} # AWS's own ${use.name}`
}

function output(name: string, description: string, value: string): string {
  return `${name}:\n  Description: ${quoted(description)}\n  Value: ${value}`
}
