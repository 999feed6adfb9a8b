import type { DeployFormat } from './format.js'
import type { Plan } from './plan.js'

interface Statement {
  readonly Sid: string
  readonly Effect: 'Allow'
  readonly Action: readonly string[]
  readonly Resource: string | readonly string[]
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, string>>>>
}

/**
 * An IAM policy for the one who deploys with a tool, in the form of `aws iam create-policy`.
 *
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/lambda-edge-permissions.html
 */
export function deployerPolicy(format: DeployFormat, plan: Plan): string {
  const Statement = [...always(plan), ...ofFormat[format]]
  return `${JSON.stringify({ Version: '2012-10-17', Statement }, undefined, 2)}\n`
}

function always({ functions }: Plan): Statement[] {
  // What stands before the name is chosen at the first deployment.
  const arns = functions.map(({ dashed }) => `arn:aws:lambda:us-east-1:*:function:*-${dashed}`)
  const withVersions = arns.flatMap((arn) => [arn, `${arn}:*`])
  return [
    allow('MakeTheFunctions', functionActions, withVersions),
    // The `*` is part of the two names.
    allow(
      'AttachTheirVersions',
      ['lambda:GetFunction', 'lambda:EnableReplication*', 'lambda:DisableReplication*'],
      withVersions,
    ),
    // Once per account: the roles with which CloudFront replicates functions and gets at their logs.
    allow(
      'LetCloudFrontReplicate',
      ['iam:CreateServiceLinkedRole'],
      ['replicator.lambda', 'logger.cloudfront'].map(
        (service) => `arn:aws:iam::*:role/aws-service-role/${service}.amazonaws.com/*`,
      ),
    ),
    allow('MakeTheRoleOfTheFunctions', roleActions, edgeRoles),
    {
      ...allow('GiveThemThatRole', ['iam:PassRole'], edgeRoles),
      Condition: { StringEquals: { 'iam:PassedToService': 'lambda.amazonaws.com' } },
    },
    allow('ChangeTheDistribution', distributionActions, 'arn:aws:cloudfront::*:distribution/*'),
    allow('MakeItsPolicies', policyActions, [
      'arn:aws:cloudfront::*:cache-policy/*',
      'arn:aws:cloudfront::*:origin-request-policy/*',
    ]),
  ]
}

const edgeRoles = ['arn:aws:iam::*:role/*-EdgeRole-*', 'arn:aws:iam::*:role/*-edge']

const functionActions = [
  'lambda:CreateFunction',
  'lambda:DeleteFunction',
  'lambda:GetFunctionConfiguration',
  'lambda:GetFunctionCodeSigningConfig',
  'lambda:GetRuntimeManagementConfig',
  'lambda:ListVersionsByFunction',
  'lambda:PublishVersion',
  'lambda:UpdateFunctionCode',
  'lambda:UpdateFunctionConfiguration',
  'lambda:ListTags',
  'lambda:TagResource',
  'lambda:UntagResource',
]

const roleActions = [
  'iam:CreateRole',
  'iam:DeleteRole',
  'iam:GetRole',
  'iam:GetRolePolicy',
  'iam:PutRolePolicy',
  'iam:DeleteRolePolicy',
  'iam:ListRolePolicies',
  'iam:ListInstanceProfilesForRole',
  'iam:ListAttachedRolePolicies',
  'iam:UpdateAssumeRolePolicy',
  'iam:TagRole',
]

const distributionActions = [
  'cloudfront:GetDistribution',
  'cloudfront:GetDistributionConfig',
  'cloudfront:UpdateDistribution',
  'cloudfront:CreateInvalidation',
]

const policyActions = ['CachePolicy', 'OriginRequestPolicy'].flatMap((kind) =>
  ['Create', 'Get', 'Update', 'Delete'].map((verb) => `cloudfront:${verb}${kind}`),
)

const stackActions = [
  'cloudformation:CreateChangeSet',
  'cloudformation:DescribeChangeSet',
  'cloudformation:ExecuteChangeSet',
  'cloudformation:DeleteChangeSet',
  'cloudformation:DescribeStacks',
  'cloudformation:DescribeStackEvents',
  'cloudformation:GetTemplate',
  'cloudformation:GetTemplateSummary',
]

const stacks = 'arn:aws:cloudformation:us-east-1:*:stack/*'

const zipActions = ['s3:PutObject', 's3:GetObject', 's3:ListBucket', 's3:GetBucketLocation']

const ofFormat: Readonly<Record<DeployFormat, readonly Statement[]>> = {
  cloudformation: [
    allow('DeployStacks', stackActions, stacks),
    allow('UploadZips', zipActions, ['arn:aws:s3:::BUCKET', 'arn:aws:s3:::BUCKET/*']),
  ],
  sam: [
    allow('DeployStacks', stackActions, [
      stacks,
      'arn:aws:cloudformation:us-east-1:aws:transform/Serverless-2016-10-31',
    ]),
    allow('UploadZips', zipActions, [
      'arn:aws:s3:::aws-sam-cli-managed-default-*',
      'arn:aws:s3:::aws-sam-cli-managed-default-*/*',
    ]),
  ],
  terraform: [allow('SayWhoIsAsking', ['sts:GetCallerIdentity'], '*')],
}

function allow(Sid: string, Action: readonly string[], Resource: Statement['Resource']): Statement {
  return { Sid, Effect: 'Allow', Action, Resource }
}
