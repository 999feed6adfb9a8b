import type { KeyPolicy } from './cache-policy.js'
import type { ForwardPolicy } from './origin-request-policy.js'
import type { Plan, PlannedFunction } from './plan.js'
import { cachePolicyNotes, originRequestPolicyNotes } from './policy-notes.js'
import type { OwnPolicy } from './policy-use.js'
import { type Selected, selected, selectedHeaders } from './selected.js'
import { outputs } from './stack-outputs.js'
import { comment, indent, list, quoted } from './text.js'

/** What is different in a template for SAM, which uploads the zips itself. */
export interface TemplateForm {
  /** The comment at the top. */
  readonly head: readonly string[]
  /** The line or the section after the description. */
  readonly opening: string
  readonly functionType: string
  /** The properties that say where the code is. */
  code(fn: PlannedFunction): string
}

/** The functions, their role and their policies, as a stack whose outputs a distribution takes. */
export function stackTemplate(plan: Plan, form: TemplateForm): string {
  return `${comment(form.head)}
AWSTemplateFormatVersion: '2010-09-09'
Description: Functions at the edge, and the policies of the behaviors that they are for
${form.opening}

Rules:
  OnlyInUsEast1:
    Assertions:
      - Assert: !Equals [!Ref AWS::Region, us-east-1]
        AssertDescription: CloudFront takes functions of us-east-1 only, so this stack must be there.

Resources:
  ${indent(resources(plan, form).join('\n\n'), 2)}

Outputs:
  ${indent(outputs(plan), 2)}
`
}

function resources(plan: Plan, form: TemplateForm): string[] {
  return [
    role,
    retained,
    ...plan.functions.flatMap((fn) => [edgeFunction(fn, form), version(fn)]),
    ...plan.cachePolicies.map(cachePolicy),
    ...plan.originRequestPolicies.map(originRequestPolicy),
  ]
}

// https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/lambda-edge-permissions.html
// https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/edge-functions-logs.html
const role = `# What the functions may do. Replicas run in every region, and write their logs there, under a name
# that keeps the region where the function was made. It stays when the stack goes, since a function
# that is still attached answers 503 without it.
EdgeRole:
  Type: AWS::IAM::Role
  DeletionPolicy: RetainExceptOnCreate
  UpdateReplacePolicy: Retain
  Properties:
    AssumeRolePolicyDocument:
      Version: '2012-10-17'
      Statement:
        - Effect: Allow
          Principal:
            Service: [lambda.amazonaws.com, edgelambda.amazonaws.com]
          Action: sts:AssumeRole
    Policies:
      - PolicyName: logs-in-every-region
        PolicyDocument:
          Version: '2012-10-17'
          Statement:
            - Effect: Allow
              Action: [logs:CreateLogGroup, logs:CreateLogStream, logs:PutLogEvents]
              Resource: !Sub arn:aws:logs:*:\${AWS::AccountId}:log-group:/aws/lambda/us-east-1.\${AWS::StackName}-*`

// https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/lambda-edge-delete-replicas.html
const retained = `# Functions and versions are retained when they leave the stack: CloudFront takes the replicas away
# hours after the last association, and until then deleting them fails. Only what a deployment made
# that failed goes again, since it would be in the way of the next one.
#
# A distribution takes a numbered version. The hash of the code is in the name of each, with the
# settings, so that the same code publishes nothing; those before stay, for a rollback.`

function edgeFunction(fn: PlannedFunction, form: TemplateForm): string {
  const { id, trigger, app, handler, runtime, architecture, memory, timeout } = fn
  return `${id}:
  Type: ${form.functionType}
  DeletionPolicy: RetainExceptOnCreate
  UpdateReplacePolicy: Retain
  Properties:
    FunctionName: !Sub \${AWS::StackName}-${fn.dashed}
    Description: ${quoted(`${trigger} of ${app}`)}
    ${indent(form.code(fn), 4)}
    Handler: ${handler}
    Runtime: ${runtime}
    Architectures: [${architecture}]
    MemorySize: ${memory}
    Timeout: ${timeout}
    Role: !GetAtt EdgeRole.Arn`
}

/** With the hash Lambda publishes nothing if what it has is not what was built. */
function version({ id, versionId, codeSha256 }: PlannedFunction): string {
  return `${versionId}:
  Type: AWS::Lambda::Version
  DeletionPolicy: RetainExceptOnCreate
  UpdateReplacePolicy: Retain
  Properties:
    FunctionName: !Ref ${id}
    CodeSha256: ${codeSha256}`
}

function cachePolicy({ id, dashed, policy }: OwnPolicy<KeyPolicy>): string {
  const { minTtl, defaultTtl, maxTtl, gzip, brotli, headers, cookies, query } = policy
  return `${comment(cachePolicyNotes(policy))}
${id}:
  Type: AWS::CloudFront::CachePolicy
  Properties:
    CachePolicyConfig:
      Name: !Sub \${AWS::StackName}-${dashed}
      MinTTL: ${minTtl}
      DefaultTTL: ${defaultTtl}
      MaxTTL: ${maxTtl}
      ParametersInCacheKeyAndForwardedToOrigin:
        EnableAcceptEncodingGzip: ${gzip}
        EnableAcceptEncodingBrotli: ${brotli}
        ${indent(selections(selected(headers), selected(cookies), selected(query)), 8)}`
}

function originRequestPolicy({ id, dashed, policy }: OwnPolicy<ForwardPolicy>): string {
  const { cookies, query } = policy
  return `${comment(originRequestPolicyNotes(policy))}
${id}:
  Type: AWS::CloudFront::OriginRequestPolicy
  Properties:
    OriginRequestPolicyConfig:
      Name: !Sub \${AWS::StackName}-${dashed}
      ${indent(selections(selectedHeaders(policy), selected(cookies), selected(query)), 6)}`
}

function selections(
  headers: Selected<string>,
  cookies: Selected<string>,
  query: Selected<string>,
): string {
  const one = (kind: string, { behavior, names }: Selected<string>, listName: string): string =>
    [
      `${kind}sConfig:`,
      `  ${kind}Behavior: ${behavior}`,
      ...(names.length > 0 ? [`  ${listName}: ${list(names)}`] : []),
    ].join('\n')
  return [
    one('Header', headers, 'Headers'),
    one('Cookie', cookies, 'Cookies'),
    one('QueryString', query, 'QueryStrings'),
  ].join('\n')
}
