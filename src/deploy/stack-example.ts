import { methodsOf } from './methods.js'
import { dashed, joined } from './names.js'
import type { Plan, PlannedBehavior } from './plan.js'
import { comment, indent, list, quoted } from './text.js'

/** What is different in an example for SAM. */
export interface ExampleForm {
  /** The comment at the top. */
  readonly head: readonly string[]
  /** The line after the description, if there is one. */
  readonly opening: string
  /** Parameters that go on to the functions' template. */
  readonly parameters: string
  /** The functions' template, as a resource of this one. */
  readonly edge: string
}

/** A whole distribution, with the functions' template as a part of its own. */
export function exampleTemplate({ behaviors, origins }: Plan, form: ExampleForm): string {
  const buckets = Object.keys(origins).filter((name) => origins[name] === 'folder')
  const servers = Object.keys(origins).filter((name) => origins[name] === 'http')
  const parameters = [form.parameters, ...servers.map(domainParameter)].filter(Boolean)
  const last = behaviors.at(-1)!
  const others = behaviors.slice(0, -1)
  return `${comment(form.head)}
AWSTemplateFormatVersion: '2010-09-09'
Description: A distribution with functions at the edge
${form.opening}${parameters.length > 0 ? `\nParameters:\n  ${indent(parameters.join('\n'), 2)}\n` : ''}
Resources:
  ${indent(form.edge, 2)}
${buckets.map((name) => `\n  ${indent(bucket(name), 2)}\n`).join('')}
  Distribution:
    Type: AWS::CloudFront::Distribution
    Properties:
      DistributionConfig:
        Enabled: true
        HttpVersion: http2and3${origins[last.origin] === 'folder' ? '\n        DefaultRootObject: index.html' : ''}
        Origins:
          ${indent([...buckets.map(bucketOrigin), ...servers.map(serverOrigin)].join('\n'), 10)}
        DefaultCacheBehavior:
          ${indent(behaviorSettings(last), 10)}${others.length > 0 ? '\n        CacheBehaviors:' : ''}
${others.map(pathBehavior).join('')}
Outputs:
  DistributionId:
    Value: !Ref Distribution
  DomainName:
    Value: !GetAtt Distribution.DomainName
`
}

function pathBehavior(behavior: PlannedBehavior): string {
  const text = `- PathPattern: ${quoted(behavior.path)}\n  ${indent(behaviorSettings(behavior), 2)}`
  return `          ${indent(text, 10)}\n`
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
