import type { OptionCheck, OptionChecks } from '../options.js'
import { type JwtAlgorithm, jwtAlgorithms } from './algorithm.js'
import type { ClaimRules } from './claims.js'

/** What a token must be, beside signed by one of the keys. */
export interface JwtRules {
  /** By which algorithms it may be signed. Default: all that the keys are for. */
  readonly algorithms?: readonly JwtAlgorithm[]
  /** Who must have issued it: its `iss` is one of these. Default: anyone who has a key. */
  readonly issuer?: string | readonly string[]
  /** Whom it must be for: its `aud` has one of these. Default: anyone. */
  readonly audience?: string | readonly string[]
  /** Seconds by which the issuer's clock may differ from ours. Default 0. */
  readonly leeway?: number
  /**
   * Claims that it must have: a list of names, or names with the value that each must have. `['exp']`
   * refuses tokens that never expire, `{ token_use: 'access' }` takes one of Cognito's two kinds.
   */
  readonly requiredClaims?: readonly string[] | Readonly<Record<string, string | number | boolean>>
  /** The time in milliseconds since 1970. Default `Date.now`. */
  readonly now?: () => number
}

const isText = (value: unknown): boolean => typeof value === 'string' && value !== ''
const isList = (value: unknown, holds: (item: unknown) => boolean): boolean =>
  Array.isArray(value) && value.length > 0 && value.every(holds)

const names: OptionCheck = [
  'a text or a list of texts',
  (value) => isText(value) || isList(value, isText),
]

/** The checks of these rules, for the options of a recipe that hands them on. */
export const jwtRuleChecks: OptionChecks<JwtRules> = {
  'algorithms?': [
    `a list of ${/* @__PURE__ */ jwtAlgorithms.join(', ')}`,
    (value) => isList(value, (item) => jwtAlgorithms.includes(item as JwtAlgorithm)),
  ],
  'issuer?': names,
  'audience?': names,
  'leeway?': [
    'seconds from 0 to 600',
    (value) => typeof value === 'number' && value >= 0 && value <= 600,
  ],
  'requiredClaims?': [
    'a list of names, or names with texts, numbers or booleans',
    (value) =>
      isList(value, isText) ||
      (isRecord(value) && Object.values(value).every((item) => /^[snb]/.test(typeof item))),
  ],
  'now?': ['a function', (value) => typeof value === 'function'],
}

/** The rules of the claims, ready. */
export function claimRules(rules: JwtRules): ClaimRules {
  const { issuer, audience, leeway = 0, requiredClaims = [] } = rules
  return {
    issuers: issuer === undefined ? undefined : [issuer].flat(),
    audiences: audience === undefined ? undefined : [audience].flat(),
    leeway,
    required: Array.isArray(requiredClaims)
      ? requiredClaims.map((name: string) => [name, undefined] as const)
      : Object.entries(requiredClaims),
  }
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
