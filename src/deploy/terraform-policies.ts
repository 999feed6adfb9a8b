import type { KeyPolicy } from './cache-policy.js'
import { args, block, identifier, text, texts } from './hcl.js'
import type { ForwardPolicy } from './origin-request-policy.js'
import { cachePolicyNotes, originRequestPolicyNotes } from './policy-notes.js'
import type { OwnPolicy } from './policy-use.js'
import { type Selected, selected, selectedHeaders } from './selected.js'
import { comment } from './text.js'

export function cachePolicy({ dashed, policy }: OwnPolicy<KeyPolicy>): string {
  const { minTtl, defaultTtl, maxTtl, gzip, brotli, headers, cookies, query } = policy
  const resource = block(
    `resource "aws_cloudfront_cache_policy" "${identifier(dashed)}"`,
    args({ name: nameOf(dashed), min_ttl: minTtl, default_ttl: defaultTtl, max_ttl: maxTtl }),
    block(
      'parameters_in_cache_key_and_forwarded_to_origin',
      args({ enable_accept_encoding_gzip: gzip, enable_accept_encoding_brotli: brotli }),
      ...selections(selected(headers), selected(cookies), selected(query)),
    ),
  )
  return `${comment(cachePolicyNotes(policy))}\n${resource}`
}

export function originRequestPolicy({ dashed, policy }: OwnPolicy<ForwardPolicy>): string {
  const { cookies, query } = policy
  const resource = block(
    `resource "aws_cloudfront_origin_request_policy" "${identifier(dashed)}"`,
    args({ name: nameOf(dashed) }),
    ...selections(selectedHeaders(policy), selected(cookies), selected(query)),
  )
  return `${comment(originRequestPolicyNotes(policy))}\n${resource}`
}

function nameOf(dashed: string): string {
  return `"\${var.name}-${dashed}"`
}

function selections(
  headers: Selected<string>,
  cookies: Selected<string>,
  query: Selected<string>,
): string[] {
  const one = (name: string, { behavior, names }: Selected<string>): string =>
    block(
      `${name}s_config`,
      args({ [`${name}_behavior`]: text(behavior) }),
      names.length > 0 ? block(`${name}s`, args({ items: texts(names) })) : '',
    )
  return [one('header', headers), one('cookie', cookies), one('query_string', query)]
}
