import { badOption } from '../options.js'
import type { AddressRule } from './address-rules.js'

/**
 * Reads rules from text in the format of Netlify's `_redirects` files: on each line a path, the address
 * that it leads to, and then, if need be, a status and conditions. What follows a `#` is a comment.
 *
 * ```
 * # from                      to             status  conditions
 * /old                        /new
 * /shop/:item                 /store/:item   302
 * /blog/*                     /news/:splat           # /blog, too
 * /app/*                      /app.html      200
 * /                           /de/           302     Language=de
 * https://shop.example.com/*  /shop/:splat
 * ```
 *
 * The status is 301 where there is none. A `!` behind it changes nothing: at the edge rules always come
 * before the origin's files. Netlify's conditions on the query string and on roles are refused.
 *
 * https://docs.netlify.com/manage/routing/redirects/redirect-options/
 *
 * @throws EdgeError `bad-option`, which names the line.
 */
export function rulesFromText(text: string): AddressRule[] {
  const lines = text.replace(/^\ufeff/, '').split('\n')
  return lines.flatMap((line, i) => {
    const words = line.replace(/(?:^|\s)#.*/, '').match(/\S+/g)
    return words ? [readLine(words, `line ${i + 1}`)] : []
  })
}

function readLine([from = '', to = '', ...rest]: readonly string[], where: string): AddressRule {
  const parts = /^(?:https?:\/\/([^/*]+))?((?:\/[^/*]*)*?)(\/\*|\/?)$/i.exec(from)
  if (!parts) throw badOption(where, 'a path, in which * is the last segment', from)
  const [, host, start = '', end] = parts
  if (!/^(?:\/|https?:)/i.test(to)) throw badOption(where, 'an address behind the path', to)
  const status = /^(\d{3})!?$/.exec(rest[0] ?? '')?.[1]
  const conditions = (status ? rest.slice(1) : rest).map((word) => {
    const [, key = '', values = ''] = /^(language|country|cookie)=(.+)$/i.exec(word) ?? []
    if (key === '') throw badOption(where, 'a status, Language=, Country= or Cookie=', word)
    const list = key.toLowerCase() === 'country' ? values.toUpperCase() : values
    return [key.toLowerCase(), list.split(',')]
  })
  // What means something in a path-to-regexp pattern means itself here.
  const escaped = start.replace(/[{}()[\]+?!"\\]|:(?![a-z_])/gi, '\\$&')
  return {
    from: escaped + (end === '/*' ? '{/*splat}' : '') || '/',
    to,
    status: Number(status ?? 301) as AddressRule['status'] & number,
    ...(host && { host }),
    ...Object.fromEntries(conditions),
  }
}
