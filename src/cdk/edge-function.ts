import { join } from 'node:path'
import { Duration, RemovalPolicy } from 'aws-cdk-lib'
import * as cloudfront from 'aws-cdk-lib/aws-cloudfront'
import * as lambda from 'aws-cdk-lib/aws-lambda'
import type { Construct } from 'constructs'
import type { PlannedFunction } from '../deploy/plan.js'

/**
 * A function in us-east-1, whichever region the stack is in, with a version that is published when its
 * code or its settings change. CDK's own construct makes the role, which CloudFront may take on and
 * which may write logs in every region.
 */
export function edgeFunction(
  scope: Construct,
  id: string,
  fn: PlannedFunction,
  build: string,
): cloudfront.experimental.EdgeFunction {
  const made = new cloudfront.experimental.EdgeFunction(scope, id, {
    code: lambda.Code.fromAsset(join(build, fn.zip)),
    description: `${fn.trigger} of ${fn.app}`,
    handler: fn.handler,
    runtime: new lambda.Runtime(fn.runtime, lambda.RuntimeFamily.NODEJS),
    architecture: lambda.Architecture.X86_64,
    memorySize: fn.memory,
    timeout: Duration.seconds(fn.timeout),
    // Lambda publishes nothing if what it has is not what was built.
    currentVersionOptions: { codeSha256: fn.codeSha256, removalPolicy: retained },
  })
  // CloudFront takes the replicas away hours after the last association: until then deleting fails,
  // and one that is still attached answers 503 without its role.
  made.lambda.applyRemovalPolicy(retained)
  made.lambda.role?.applyRemovalPolicy(retained)
  return made
}

/** Kept, unless the deployment that made it failed: then it would be in the way of the next one. */
const retained = RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE
