import { args, block, identifier, text } from './hcl.js'
import type { Plan, PlannedFunction } from './plan.js'
import { terraformExample } from './terraform-example.js'
import { outputs } from './terraform-outputs.js'
import { cachePolicy, originRequestPolicy } from './terraform-policies.js'

/** A module with the functions, their role and their policies, and a distribution that uses it. */
export function terraformFiles(plan: Plan): Record<string, string> {
  return {
    'versions.tf': versions(plan),
    'variables.tf': variables(plan),
    'main.tf': main(plan),
    'outputs.tf': outputs(plan),
    'example/main.tf': terraformExample(plan),
  }
}

function versions({ functions }: Plan): string {
  // The first versions that know the runtimes.
  const isNew = functions.some(({ runtime }) => runtime === 'nodejs24.x')
  const version = text(isNew ? '>= 6.0' : '>= 5.80')
  const aws = block('aws =', args({ source: text('hashicorp/aws'), version }))
  return `${block('terraform', 'required_version = ">= 1.5"', block('required_providers', aws))}\n`
}

function variables({ functions }: Plan): string {
  const longest = Math.max('edge'.length, ...functions.map(({ dashed }) => dashed.length))
  const most = 64 - 1 - longest
  return `${block(
    'variable "name"',
    args({
      description: text('What the names of the functions, the role and the policies begin with.'),
      type: 'string',
    }),
    block(
      'validation',
      args({
        condition: `can(regex("^[A-Za-z0-9_-]{1,${most}}$", var.name))`,
        error_message: text(
          `Give at most ${most} letters, digits, - and _: the name of a function has up to 64.`,
        ),
      }),
    ),
  )}\n`
}

function main({ functions, cachePolicies, originRequestPolicies }: Plan): string {
  return `${[
    head,
    role,
    retained,
    ...functions.map(edgeFunction),
    ...cachePolicies.map(cachePolicy),
    ...originRequestPolicies.map(originRequestPolicy),
  ].join('\n\n')}\n`
}

const head = `# Functions at the edge, as a module for a distribution that exists. Written by
# \`ledge build --emit terraform\`: change the app and its config, not this file.
#
#   module "edge" {
#     source    = "./.ledge/build/terraform"
#     name      = "shop"
#     providers = { aws = aws.us_east_1 }
#   }
#
# CloudFront takes functions of us-east-1 only, so the provider must be for that region. The output
# \`behaviors\` is what to give the distribution: see example/main.tf.

data "aws_caller_identity" "current" {}

data "aws_region" "current" {}`

// https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/lambda-edge-permissions.html
// https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/edge-functions-logs.html
const role = `# What the functions may do. Replicas run in every region, and write their logs there, under a name
# that keeps the region where the function was made.
resource "aws_iam_role" "edge" {
  name = "\${var.name}-edge"

  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Principal = { Service = ["lambda.amazonaws.com", "edgelambda.amazonaws.com"] }
      Action    = "sts:AssumeRole"
    }]
  })
}

resource "aws_iam_role_policy" "logs" {
  name = "logs-in-every-region"
  role = aws_iam_role.edge.id

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect   = "Allow"
      Action   = ["logs:CreateLogGroup", "logs:CreateLogStream", "logs:PutLogEvents"]
      Resource = "arn:aws:logs:*:\${data.aws_caller_identity.current.account_id}:log-group:/aws/lambda/us-east-1.\${var.name}-*"
    }]
  })
}`

// https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/lambda-edge-delete-replicas.html
const retained = `# A distribution takes a numbered version: \`publish\` makes one when the code or its settings change,
# and none when they do not. The versions before stay, for a rollback.
#
# \`skip_destroy\` leaves a function where it is when it leaves the module: CloudFront takes its replicas
# away hours after the last association, and until then deleting it fails. The role does not stay: take
# the associations away first, and the module when the replicas are gone.`

function edgeFunction(fn: PlannedFunction): string {
  const { trigger, app, zip, codeSha256, handler, runtime, architecture, memory, timeout } = fn
  return block(
    `resource "aws_lambda_function" "${identifier(fn.dashed)}"`,
    args({
      function_name: `"\${var.name}-${fn.dashed}"`,
      description: text(`${trigger} of ${app}`),
      role: 'aws_iam_role.edge.arn',
    }),
    args({
      filename: `"\${path.module}/../${zip}"`,
      source_code_hash: text(codeSha256),
      handler: text(handler),
      runtime: text(runtime),
      architectures: `[${text(architecture)}]`,
      memory_size: memory,
      timeout,
    }),
    args({ publish: true, skip_destroy: true }),
    block(
      'lifecycle',
      block(
        'precondition',
        args({
          condition: 'data.aws_region.current.id == "us-east-1"',
          error_message: text(
            'CloudFront takes functions of us-east-1 only: give the module a provider for that region.',
          ),
        }),
      ),
    ),
  )
}
