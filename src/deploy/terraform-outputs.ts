import { args, block, identifier, text } from './hcl.js'
import type { Plan, PlannedBehavior, PlannedFunction } from './plan.js'
import type { PolicyUse } from './policy-use.js'

/** The ARNs of the versions, and for each behavior what its distribution must be given. */
export function outputs({ functions, behaviors }: Plan): string {
  const arns = args(Object.fromEntries(functions.map((fn) => [text(fn.name), arnOf(fn)])))
  return `${[
    block(
      'output "arns"',
      args({ description: text('The version of each function that is to be associated.') }),
      block('value =', arns),
    ),
    block(
      'output "behaviors"',
      args({ description: text('By path: the associations and the policies of each behavior.') }),
      block('value =', ...behaviors.map(behaviorValue)),
    ),
  ].join('\n\n')}\n`
}

function behaviorValue({ path, functions, cache, originRequest }: PlannedBehavior): string {
  const associations = functions.map(({ trigger, includeBody, function: fn }) =>
    block(
      '',
      args({ event_type: text(trigger), lambda_arn: arnOf(fn), include_body: includeBody }),
    ).trimStart(),
  )
  return block(
    `${text(path)} =`,
    args({
      cache_policy_id: idOf('aws_cloudfront_cache_policy', cache),
      origin_request_policy_id: originRequest
        ? idOf('aws_cloudfront_origin_request_policy', originRequest)
        : 'null',
    }),
    `lambda_function_associations = [${associations.map((one) => `\n${one.replaceAll(/^/gm, '  ')},`).join('')}${associations.length > 0 ? '\n' : ''}]`,
  )
}

function arnOf({ dashed }: PlannedFunction): string {
  return `aws_lambda_function.${identifier(dashed)}.qualified_arn`
}

function idOf(type: string, use: PolicyUse<unknown>): string {
  return use.kind === 'own'
    ? `${type}.${identifier(use.dashed)}.id`
    : `${text(use.id)} # AWS's own ${use.name}`
}
