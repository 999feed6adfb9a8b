import { methodsOf } from './methods.js'
import { dashed, joined } from './names.js'
import { originsOf, type Plan, type PlannedBehavior } from './plan.js'
import { comment, indent, list, quoted } from './text.js'

/** What is different in an example for SAM. */
export interface ExampleForm {
  /** The comment at the top. */
  readonly head: readonly string[]
  /** The line before the description, if there is one. */
  readonly opening: string
  /** Parameters that go on to the functions' template. */
  readonly parameters: string
  /** The functions' template, as a resource of this one. */
  readonly edge: string
}

/** A whole distribution, with the functions' template as a part of its own. */
export function exampleTemplate(plan: Plan, form: ExampleForm): string {
  const buckets = originsOf(plan, 'folder')
  const servers = originsOf(plan, 'http')
  const parameters = [form.parameters, ...servers.map(domainParameter)].filter(Boolean)
  const resources = [form.edge, ...buckets.map(bucket), distribution(plan)]
  const sections = [
    ...(parameters.length > 0 ? [`Parameters:\n  ${indent(parameters.join('\n'), 2)}`] : []),
    `Resources:\n  ${indent(resources.join('\n\n'), 2)}`,
    `Outputs:
  DistributionId:
    Value: !Ref Distribution
  DomainName:
    Value: !GetAtt Distribution.DomainName`,
  ]
  return `${comment(form.head)}
AWSTemplateFormatVersion: '2010-09-09'
${form.opening}Description: A distribution with functions at the edge

${sections.join('\n\n')}
`
}

function distribution(plan: Plan): string {
  const last = plan.behaviors.at(-1)!
  const others = plan.behaviors.slice(0, -1)
  const origins = [
    ...originsOf(plan, 'folder').map(bucketOrigin),
    ...originsOf(plan, 'http').map(serverOrigin),
  ]
  const settings = [
    'Enabled: true',
    'HttpVersion: http2and3',
    ...(plan.origins[last.origin] === 'folder' ? ['DefaultRootObject: index.html'] : []),
    `Origins:\n  ${indent(origins.join('\n'), 2)}`,
    `DefaultCacheBehavior:\n  ${indent(behaviorSettings(last), 2)}`,
    ...(others.length > 0
      ? [`CacheBehaviors:\n  ${indent(others.map(pathBehavior).join('\n'), 2)}`]
      : []),
  ]
  return `Distribution:
  Type: AWS::CloudFront::Distribution
  Properties:
    DistributionConfig:
      ${indent(settings.join('\n'), 6)}`
}

function pathBehavior(behavior: PlannedBehavior): string {
  return `- PathPattern: ${quoted(behavior.path)}\n  ${indent(behaviorSettings(behavior), 2)}`
}

function behaviorSettings(behavior: PlannedBehavior): string {
  const { id, origin, originRequest, functions } = behavior
  const associations = functions.map(
    ({ trigger, includeBody, function: { id: functionId } }) => `- EventType: ${trigger}
    LambdaFunctionARN: !GetAtt Edge.Outputs.${functionId}Arn
    IncludeBody: ${includeBody}`,
  )
  return [
    `TargetOriginId: ${quoted(origin)}`,
    'ViewerProtocolPolicy: redirect-to-https',
    `AllowedMethods: ${list(methodsOf(behavior))}`,
    'Compress: true',
    `CachePolicyId: !GetAtt Edge.Outputs.${id}CachePolicyId`,
    ...(originRequest
      ? [`OriginRequestPolicyId: !GetAtt Edge.Outputs.${id}OriginRequestPolicyId`]
      : []),
    ...(associations.length > 0
      ? ['LambdaFunctionAssociations:', ...associations.map((one) => `  ${one}`)]
      : []),
  ].join('\n')
}

function domainParameter(origin: string): string {
  return `${joined(origin)}Domain:
  Type: String
  Description: ${quoted(`The domain name of the origin ${origin}`)}`
}

function serverOrigin(origin: string): string {
  return `- Id: ${quoted(origin)}
  DomainName: !Ref ${joined(origin)}Domain
  CustomOriginConfig:
    OriginProtocolPolicy: https-only
    OriginSSLProtocols: [TLSv1.2]`
}

function bucketOrigin(origin: string): string {
  const id = joined(origin)
  return `- Id: ${quoted(origin)}
  DomainName: !GetAtt ${id}Bucket.RegionalDomainName
  OriginAccessControlId: !GetAtt ${id}Access.Id
  S3OriginConfig:
    OriginAccessIdentity: ''`
}

function bucket(origin: string): string {
  const id = joined(origin)
  return `# The files of the origin ${origin}, which only this distribution may read.
${id}Bucket:
  Type: AWS::S3::Bucket
  DeletionPolicy: Retain
  UpdateReplacePolicy: Retain

${id}Access:
  Type: AWS::CloudFront::OriginAccessControl
  Properties:
    OriginAccessControlConfig:
      Name: !Sub \${AWS::StackName}-${dashed(origin)}
      OriginAccessControlOriginType: s3
      SigningBehavior: always
      SigningProtocol: sigv4

${id}BucketPolicy:
  Type: AWS::S3::BucketPolicy
  Properties:
    Bucket: !Ref ${id}Bucket
    PolicyDocument:
      Version: '2012-10-17'
      Statement:
        - Effect: Allow
          Principal:
            Service: cloudfront.amazonaws.com
          Action: s3:GetObject
          Resource: !Sub \${${id}Bucket.Arn}/*
          Condition:
            StringEquals:
              AWS:SourceArn: !Sub arn:aws:cloudfront::\${AWS::AccountId}:distribution/\${Distribution}`
}
