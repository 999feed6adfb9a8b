import type { LambdaContext, Trigger } from '../event.js'

/** What Lambda tells a function at the edge; only the time runs. */
export function lambdaContext(trigger: Trigger): LambdaContext {
  const started = performance.now()
  // The longest that CloudFront lets a function of the trigger run:
  // https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/cloudfront-limits.html
  const limit = trigger.startsWith('viewer') ? 5_000 : 30_000
  // CloudFront runs replicas, which are named after the Region of the original.
  const functionName = `us-east-1.${trigger}`
  return {
    awsRequestId: '00000000-0000-4000-8000-000000000000',
    functionName,
    functionVersion: '1',
    invokedFunctionArn: `arn:aws:lambda:us-east-1:123456789012:function:${trigger}:1`,
    memoryLimitInMB: '128',
    logGroupName: `/aws/lambda/${functionName}`,
    logStreamName: '2026/03/03/[1]00000000000000000000000000000000',
    getRemainingTimeInMillis: () => Math.max(0, limit - (performance.now() - started)),
  }
}
