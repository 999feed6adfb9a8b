import { EdgeError, type Middleware, withNeeds } from 'ledge'

/**
 * Gives the origin the hash of the body in `x-amz-content-sha256`, which an origin that CloudFront signs
 * its requests for (origin access control: a Lambda function URL, or uploads to S3) wants with every
 * POST, PUT, PATCH and DELETE. CloudFront cannot compute it, and browsers do not.
 *
 * Register it behind whatever replaces the body. CloudFront hands over 40 kB of a body: a longer one is
 * answered with 413. What a viewer sent as the hash is taken away.
 *
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-restricting-access-to-lambda.html
 *
 * @example
 * ```ts
 * import { ledge } from 'ledge'
 * import { bodyHash } from 'ledge/recipes/body-hash'
 *
 * export const app = ledge()
 * app.viewerRequest('/api/*rest', bodyHash())
 * ```
 */
export function bodyHash(): Middleware<'viewer-request'> {
  const needs = { body: true, forward: { headers: ['x-amz-content-sha256'] } }
  return withNeeds<'viewer-request'>(needs, function bodyHash(ctx, next) {
    const { body, headers, method } = ctx.request
    headers.delete('x-amz-content-sha256')
    if (!['POST', 'PUT', 'PATCH', 'DELETE'].includes(method)) return next()
    if (!body && Number(headers.get('content-length')) > 0) {
      throw new EdgeError('bad-event', 'bodyHash: expected the body. Associate with IncludeBody.')
    }
    const { createHash } = process.getBuiltinModule('node:crypto')
    const hash = createHash('sha256').update(body?.bytes() ?? '')
    headers.set('x-amz-content-sha256', hash.digest('hex'))
    return next()
  })
}
