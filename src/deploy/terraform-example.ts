import { args, block, identifier, text, texts } from './hcl.js'
import { methodsOf } from './methods.js'
import { dashed } from './names.js'
import { originsOf, type Plan, type PlannedBehavior } from './plan.js'

/** A whole distribution, with the module above it. */
export function terraformExample(plan: Plan): string {
  const { behaviors, origins } = plan
  const buckets = originsOf(plan, 'folder')
  const servers = originsOf(plan, 'http')
  const last = behaviors.at(-1)!
  const parts = [
    head,
    variable('name', 'What all names begin with.'),
    ...servers.map((name) => variable(domainOf(name), `The domain name of the origin ${name}.`)),
    edge,
    ...buckets.map(bucket),
    block(
      'resource "aws_cloudfront_distribution" "site"',
      args({
        enabled: true,
        http_version: text('http2and3'),
        ...(origins[last.origin] === 'folder' && { default_root_object: text('index.html') }),
      }),
      ...buckets.map(bucketOrigin),
      ...servers.map(serverOrigin),
      cacheBehavior('default_cache_behavior', last),
      ...behaviors.slice(0, -1).map((one) => cacheBehavior('ordered_cache_behavior', one)),
      block('restrictions', block('geo_restriction', args({ restriction_type: text('none') }))),
      block('viewer_certificate', args({ cloudfront_default_certificate: true })),
    ),
    block('output "domain_name"', args({ value: 'aws_cloudfront_distribution.site.domain_name' })),
  ]
  return `${parts.join('\n\n')}\n`
}

const head = `# A whole distribution with the functions of the module above. It is an example: take from it what
# yours lacks. One that is there already only needs the output \`behaviors\` of the module.

terraform {
  required_version = ">= 1.5"

  required_providers {
    aws = {
      source = "hashicorp/aws"
    }
  }
}

provider "aws" {
  region = "us-east-1"
}`

const edge = `module "edge" {
  source = "../"
  name   = var.name
}`

function variable(name: string, description: string): string {
  return block(`variable "${name}"`, args({ description: text(description), type: 'string' }))
}

function cacheBehavior(name: string, behavior: PlannedBehavior): string {
  const here = `module.edge.behaviors[${text(behavior.path)}]`
  return block(
    name,
    args({
      ...(name === 'ordered_cache_behavior' && { path_pattern: text(behavior.path) }),
      target_origin_id: text(behavior.origin),
      viewer_protocol_policy: text('redirect-to-https'),
      allowed_methods: texts(methodsOf(behavior)),
      cached_methods: texts(['GET', 'HEAD']),
      compress: true,
      cache_policy_id: `${here}.cache_policy_id`,
      origin_request_policy_id: `${here}.origin_request_policy_id`,
    }),
    block(
      'dynamic "lambda_function_association"',
      args({ for_each: `${here}.lambda_function_associations` }),
      block(
        'content',
        args({
          event_type: 'lambda_function_association.value.event_type',
          lambda_arn: 'lambda_function_association.value.lambda_arn',
          include_body: 'lambda_function_association.value.include_body',
        }),
      ),
    ),
  )
}

function domainOf(origin: string): string {
  return `${identifier(dashed(origin))}_domain`
}

function serverOrigin(origin: string): string {
  return block(
    'origin',
    args({ origin_id: text(origin), domain_name: `var.${domainOf(origin)}` }),
    block(
      'custom_origin_config',
      args({
        http_port: 80,
        https_port: 443,
        origin_protocol_policy: text('https-only'),
        origin_ssl_protocols: texts(['TLSv1.2']),
      }),
    ),
  )
}

function bucketOrigin(origin: string): string {
  const id = identifier(dashed(origin))
  return block(
    'origin',
    args({
      origin_id: text(origin),
      domain_name: `aws_s3_bucket.${id}.bucket_regional_domain_name`,
      origin_access_control_id: `aws_cloudfront_origin_access_control.${id}.id`,
    }),
  )
}

function bucket(origin: string): string {
  const id = identifier(dashed(origin))
  return `# The files of the origin ${origin}, which only this distribution may read.
resource "aws_s3_bucket" "${id}" {
  bucket_prefix = "\${var.name}-"
}

resource "aws_cloudfront_origin_access_control" "${id}" {
  name                              = "\${var.name}-${dashed(origin)}"
  origin_access_control_origin_type = "s3"
  signing_behavior                  = "always"
  signing_protocol                  = "sigv4"
}

resource "aws_s3_bucket_policy" "${id}" {
  bucket = aws_s3_bucket.${id}.id

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Principal = { Service = "cloudfront.amazonaws.com" }
      Action    = "s3:GetObject"
      Resource  = "\${aws_s3_bucket.${id}.arn}/*"
      Condition = { StringEquals = { "AWS:SourceArn" = aws_cloudfront_distribution.site.arn } }
    }]
  })
}`
}
