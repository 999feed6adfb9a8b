import { forbidden, type Middleware } from 'ledge'
import { checkOptions, refuseOptions } from 'ledge/recipe-kit'

export interface BotBlockOptions {
  /** Whom to refuse: texts that occur in the User-Agent, in any case, and regular expressions. */
  readonly block?: readonly (string | RegExp)[]
  /** Whom to let in all the same. */
  readonly allow?: readonly (string | RegExp)[]
  /** What to do without a User-Agent, as programs come: `allow`, the default, or `refuse`. */
  readonly empty?: 'allow' | 'refuse'
}

/**
 * Refuses programs by what they call themselves in the User-Agent, with a 403. It keeps out those that
 * are honest; the others call themselves a browser, and for them there is AWS WAF's bot control.
 *
 * `/robots.txt` is let through: a crawler that gets a 403 there may crawl everything (RFC 9309 section
 * 2.3.1.3). Write into it whom you do not want; this here is for those who do not read it.
 *
 * @throws EdgeError `bad-option`.
 * @example
 * ```ts
 * import { ledge } from 'ledge'
 * import { botBlock } from 'ledge/recipes/bot-block'
 *
 * export const app = ledge()
 * app.viewerRequest(botBlock({ block: ['GPTBot', 'Bytespider', /^python-requests\//], empty: 'refuse' }))
 * ```
 */
export function botBlock(options: BotBlockOptions): Middleware<'viewer-request'> {
  checkOptions<BotBlockOptions>('botBlock', options, {
    'block?': ['a list of texts and regular expressions', isRuleList],
    'allow?': ['a list of texts and regular expressions', isRuleList],
    'empty?': ['allow or refuse', (value) => value === 'allow' || value === 'refuse'],
  })
  const { block = [], allow = [], empty = 'allow' } = options
  const blocksNone = block.length === 0 && empty === 'allow'
  refuseOptions('botBlock', 'whom to block', () => blocksNone && options)
  const isBlocked = anyOf(block)
  const isAllowed = anyOf(allow)

  return function botBlock(ctx, next) {
    const agent = ctx.request.headers.get('user-agent') ?? ''
    const isRefused =
      agent.trim() === '' ? empty === 'refuse' : isBlocked(agent) && !isAllowed(agent)
    return isRefused && ctx.request.uri !== '/robots.txt' ? forbidden('A bot is refused.') : next()
  }
}

/** A regular expression that remembers where it was answers every other time only. */
function isRuleList(value: unknown): boolean {
  const isRule = (rule: unknown): boolean =>
    rule instanceof RegExp ? !rule.global && !rule.sticky : typeof rule === 'string' && rule !== ''
  return Array.isArray(value) && value.every(isRule)
}

function anyOf(rules: readonly (string | RegExp)[]): (agent: string) => boolean {
  const patterns = rules.map((rule) =>
    typeof rule === 'string' ? new RegExp(rule.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&'), 'i') : rule,
  )
  return (agent) => patterns.some((pattern) => pattern.test(agent))
}
