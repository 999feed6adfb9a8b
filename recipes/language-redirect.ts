import { type Middleware, redirect, when } from 'ledge'
import { aFunction, bestLanguage, checkOptions } from 'ledge/recipe-kit'

export interface LanguageRedirectOptions {
  /** The languages of the site as tags: `['en', 'de', 'pt-BR']`. The first is for whom nothing fits. */
  readonly languages: readonly string[]
  /** Path-to-regexp patterns of the pages that redirect. Default `/` alone. */
  readonly paths?: readonly string[]
  /** The cookie by which the visitor chose a language on the site. Default `language`. */
  readonly cookie?: string
  /**
   * The path of a page in a language; `undefined` where it is to stay at its own, as that of the main
   * language often does. Default `/<language><path>`.
   */
  readonly to?: (language: string, path: string) => string | undefined
}

/**
 * Sends visitors from pages that have no language to those of theirs: the one in the cookie, else the
 * best that Accept-Language names (by the lookup of RFC 4647, so `de-AT` finds `de`), else the first.
 * The query goes along; requests other than GET and HEAD pass, and so does a path that is under a
 * language already. The answer is not cached, and 302: the visitor may choose another language.
 *
 * It runs on every request of the behavior, and needs nothing in the cache key.
 *
 * @throws EdgeError `bad-option`.
 * @example
 * ```ts
 * import { ledge } from 'ledge'
 * import { languageRedirect } from 'ledge/recipes/language-redirect'
 *
 * export const app = ledge()
 * app.viewerRequest(languageRedirect({ languages: ['en', 'de', 'pt-BR'], paths: ['/', '/about'] }))
 * ```
 */
export function languageRedirect(options: LanguageRedirectOptions): Middleware<'viewer-request'> {
  checkOptions<LanguageRedirectOptions>('languageRedirect', options, {
    languages: ['a list of language tags, such as de or pt-BR', isListOf(isTag)],
    'paths?': ['a list of patterns', isListOf(/^\//)],
    'cookie?': ["a cookie's name", (name) => /^[\w.-]+$/.test(String(name))],
    'to?': aFunction,
  })
  const { languages, paths = ['/'], cookie = 'language' } = options
  const { to = (language, path) => `/${language}${path}` } = options

  const redirects = when<'viewer-request'>({ path: paths, method: 'GET' }, (ctx, next) => {
    const { uri, querystring, headers, cookies } = ctx.request
    const chosen =
      find(cookies.get(cookie)) ?? bestLanguage(headers.get('accept-language'), languages)
    const path = to(chosen ?? languages[0]!, uri)
    if (path === undefined || path === uri || find(uri.split('/')[1])) return next()
    const answer = redirect(querystring === '' ? path : `${path}?${querystring}`)
    answer.headers.set('vary', 'Accept-Language, Cookie')
    return answer
  })
  return function languageRedirect(ctx, next) {
    return redirects(ctx, next)
  }

  function find(tag: string | undefined): string | undefined {
    return languages.find((language) => language.toLowerCase() === tag?.toLowerCase())
  }
}

const isTag = /^[a-z]{2,8}(?:-[a-z\d]{1,8})*$/i

function isListOf(pattern: RegExp): (value: unknown) => boolean {
  return (value) =>
    Array.isArray(value) && value.length > 0 && value.every((item) => pattern.test(String(item)))
}
