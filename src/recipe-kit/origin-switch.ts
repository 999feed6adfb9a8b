import { checkSwitch } from '#build-checks'
import type { CustomOriginInit, Origin, S3OriginInit } from '../message/origin.js'
import { badOption } from '../options.js'

/** Another origin: a web server or an S3 bucket. */
export type OriginChoice =
  | { readonly custom: CustomOriginInit; readonly s3?: undefined }
  | { readonly s3: S3OriginInit; readonly custom?: undefined }

/**
 * A function that sends requests to another origin, whose fields are checked at once: not when the
 * first request comes.
 *
 * @throws EdgeError `bad-option`.
 * @example
 * ```ts
 * const toApi = originSwitch('my recipe', { custom: { domainName: 'api.example.com' } })
 * app.originRequest('/api/*rest', (ctx, next) => {
 *   toApi(ctx.request.origin)
 *   return next()
 * })
 * ```
 */
export function originSwitch(where: string, to: OriginChoice): (origin: Origin) => void {
  const { custom, s3 } = to ?? {}
  if (!custom === !s3) throw badOption(where, 'an origin as { custom: … } or { s3: … }', to)
  const use = (origin: Origin): void => {
    if (custom) origin.useCustom(custom)
    else if (s3) origin.useS3(s3)
  }
  checkSwitch(where, use)
  return use
}
